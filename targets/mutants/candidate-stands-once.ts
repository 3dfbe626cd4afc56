import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

function setsElection(effect: Effect): boolean {
  return effect.kind === 'setTimer' && effect.timer === 'election';
}

/** An election timer that has fired is not set again. */
const standingOnce: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const { state, effects } = raft.step(before, input, localTimeMs);
    const stands = input.kind === 'timerFired' && input.timer === 'election';
    return { state, effects: stands ? effects.filter((effect) => !setsElection(effect)) : effects };
  },
};

/** "if many followers become candidates at the same time, votes could be split": not expected. */
export const candidateStandsOnce = mutantOfTarget(
  {
    id: 'candidate-stands-once',
    seedDefect: null,
    catalogueId: null,
    title: 'a candidate has no election timeout of its own',
    story:
      'A candidate waits until it has won, or until somebody else leads. Where all servers that ' +
      'are left have become candidates of one term, nobody does either, and nobody stands again.',
    sources: ['ktoso/akka-raft#31'],
    breaks: 'leader-electable',
    shortest: { decisions: 1, nodes: 2, evidence: 'proven' },
    nodes: [2],
  },
  standingOnce,
);
