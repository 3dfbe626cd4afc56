import type { Effect, PureTarget, Transition } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** Whatever range a timer may be drawn from, it gets the shortest time. */
function undrawn<State>({ state, effects }: Transition<State>): Transition<State> {
  const fixed = effects.map(
    (effect): Effect => (effect.kind === 'setTimer' ? { ...effect, maxMs: effect.minMs } : effect),
  );
  return { state, effects: fixed };
}

const timeoutsAlike: PureTarget<Parameters<typeof raft.view>[0]> = {
  ...raft,
  boot: (identity, durable) => undrawn(raft.boot(identity, durable)),
  step: (state, input, localTimeMs) => undrawn(raft.step(state, input, localTimeMs)),
};

/** The rules are the paper's; the election timeout is the same for everyone, and every time. */
export const fixedElectionTimeout = mutantOfTarget(
  {
    id: 'fixed-election-timeout',
    seedDefect: null,
    catalogueId: 'LV-07',
    title: 'the election timeout is not drawn, but the same each time',
    story:
      'All servers wait equally long before they stand for election. Those that start together ' +
      'split the vote, and do so again after the same time, election after election.',
    sources: [
      'goraft/raft#13',
      'fluree/db#1845',
      'databendlabs/openraft#1838',
      'f-rustrated/EastGuard#120',
    ],
    breaks: 'eventual-leader',
    shortest: null,
    nodes: [4, 5],
  },
  timeoutsAlike,
);
