import type { RaftState } from '../../core/state.ts';
import type { Effect, Input, PureTarget, Transition } from '../../simulator/target.ts';
import type { AppendEntries } from '../../core/messages.ts';
import { termAt, lastIndex } from '../../core/log.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** The leader does not wait for its heartbeat interval, but for the answer. */
function step(before: RaftState, input: Input, localTimeMs: number | null): Transition<RaftState> {
  const { state, effects } = raft.step(before, input, localTimeMs);
  if (input.kind !== 'received' || state.role !== 'leader') return { state, effects };
  const isAnswer = raft.classify(input.message).kind === 'appendReply';
  const isFollowedUp = effects.some(({ kind }) => kind === 'send');
  if (!isAnswer || isFollowedUp) return { state, effects };
  return { state, effects: [...effects, nextRound(state, input.from)] };
}

function nextRound(leader: RaftState, to: number): Effect {
  const prevLogIndex = lastIndex(leader.log);
  const message: AppendEntries = {
    kind: 'appendEntries',
    term: leader.currentTerm,
    leaderId: leader.identity.self,
    prevLogIndex,
    prevLogTerm: termAt(leader.log, prevLogIndex),
    entries: [],
    leaderCommit: leader.commitIndex,
  };
  return { kind: 'send', to, message };
}

const restless: PureTarget<RaftState> = { ...raft, step };

/** The rules are the paper's; heartbeats come whenever the one before was answered. */
export const answersAnsweredAtOnce = mutantOfTarget(
  {
    id: 'answers-answered-at-once',
    seedDefect: null,
    catalogueId: null,
    title: 'a leader sends the next heartbeat as soon as the last one was answered',
    story:
      'The loop that sends AppendEntries to a follower does not pause when there is nothing to ' +
      'send. Each answer is followed by the next heartbeat at once. All is well but for the ' +
      'network and the processor, which are busy day and night.',
    sources: ['apache/ratis#832'],
    breaks: 'quiet-when-idle',
    shortest: null,
  },
  restless,
);
