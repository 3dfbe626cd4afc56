import type { Effect, PureTarget, Transition } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** The range of the election timeout has no lower end. */
function fromZero<State>({ state, effects }: Transition<State>): Transition<State> {
  const wide = effects.map((effect): Effect => {
    const isElection = effect.kind === 'setTimer' && effect.timer === 'election';
    return isElection ? { ...effect, minMs: 0 } : effect;
  });
  return { state, effects: wide };
}

const impatient: PureTarget<Parameters<typeof raft.view>[0]> = {
  ...raft,
  boot: (identity, durable) => fromZero(raft.boot(identity, durable)),
  step: (state, input, localTimeMs) => fromZero(raft.step(state, input, localTimeMs)),
};

/** The rules are the paper's; only the draw is another. */
export const electionTimeoutFromZero = mutantOfTarget(
  {
    id: 'election-timeout-from-zero',
    seedDefect: null,
    catalogueId: null,
    title: 'the election timeout is drawn from zero upwards',
    story:
      'The election timeout is a random share of the longest one, and may be as short as a ' +
      'millisecond. A server with a short draw deposes a healthy leader between two of its ' +
      'heartbeats.',
    sources: ['akiradeveloper/sorock#331', 'seaweedfs/raft#9'],
    breaks: 'waits-its-turn',
    shortest: null,
  },
  impatient,
);
