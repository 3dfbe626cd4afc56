import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

function stopped(effect: Effect): Effect {
  const isElection = effect.kind === 'setTimer' && effect.timer === 'election';
  return isElection ? { kind: 'clearTimer', timer: 'election' } : effect;
}

/** A request for a vote renews the election timeout only where it is granted. */
const waiting: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const { state, effects } = raft.step(before, input, localTimeMs);
    const isRequest =
      input.kind === 'received' && raft.classify(input.message).kind === 'requestVote';
    return isRequest && before.role !== 'leader'
      ? { state, effects: effects.map(stopped) }
      : { state, effects };
  },
};

/** The vote is given, and the rest is up to the candidate. */
export const grantedVoteStopsTimer = mutantOfTarget(
  {
    id: 'granted-vote-stops-timer',
    seedDefect: null,
    catalogueId: null,
    title: 'a server that grants its vote stops its election timer',
    story:
      'A voter waits for the leader that it has helped to elect, without a timeout of its own. ' +
      'If the candidate fails before it is heard of as leader, its voters wait for ever, and ' +
      'nobody else is left to stand.',
    sources: ['ravendb/ravendb#3217'],
    breaks: 'leader-electable',
    shortest: { decisions: 3, nodes: 3, evidence: 'proven' },
    nodes: [3],
  },
  waiting,
);
