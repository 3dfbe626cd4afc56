/** Log replication (section 5.3): AppendEntries from the follower's side and its replies. */
import { advanceCommit } from './commit.ts';
import { peersOf } from './configuration.ts';
import type { Effect, Transition } from './effects.ts';
import { entriesFrom, lastIndex, termAt, type Log } from './log.ts';
import type { AppendEntries, AppendReply } from './messages.ts';
import { shifted, type LogIndex, type NodeId } from './numbers.ts';
import { nextIndexOf } from './progress.ts';
import type { RaftRules } from './rules.ts';
import { draftOf, type RaftState } from './state.ts';
import { answered } from './transition.ts';

/** AppendEntries, the receiver's side. */
export function onAppendEntries(
  rules: RaftRules,
  state: RaftState,
  from: NodeId,
  message: AppendEntries,
): Transition {
  const isRecognized = rules.recognizes(state, message);
  const follower = isRecognized ? rules.followLeader(state, message) : state;
  const matches = isRecognized && rules.logMatches(follower.log, message);
  const after = matches ? extended(rules, follower, message) : follower;
  const index = rules.replyIndex(after.log, message, matches);
  const answer = reply(after, from, matches, index);
  return { state: after, effects: answered(rules, after, message, isRecognized, answer) };
}

/** The follower's log and commitIndex after a message that matches; the same if it had all. */
function extended(rules: RaftRules, state: RaftState, message: AppendEntries): RaftState {
  const log = rules.merge(state.log, message);
  const commitIndex = rules.followerCommit(state, message, log);
  if (log === state.log && commitIndex === state.commitIndex) return state;
  const follower = draftOf(state);
  follower.log = log;
  follower.commitIndex = commitIndex;
  return follower;
}

/** The leader learns how far a follower's log agrees with its own. */
export function onAppendReply(
  rules: RaftRules,
  state: RaftState,
  from: NodeId,
  message: AppendReply,
): Transition {
  if (!rules.countsReply(state, message)) return { state, effects: [] };
  const heard = rules.hearFrom(state, from);
  if (message.success) {
    const after = advanceCommit(rules, rules.noteMatch(heard, from, message.index));
    return { state: after, effects: catchUp(after, from) };
  }
  // An old refusal, such as a second copy, starts no second retry.
  const after = rules.backUp(heard, from, message.index);
  return { state: after, effects: after === heard ? [] : catchUp(after, from) };
}

/**
 * "AppendEntries RPC with no log entries" to all peers: on election, then periodically. Peers with
 * the same nextIndex get the same message.
 */
export function heartbeats(rules: RaftRules, leader: RaftState): Effect[] {
  const effects: Effect[] = [];
  let message: AppendEntries | null = null;
  for (const peer of peersOf(leader.identity)) {
    const next = nextIndexOf(leader, peer);
    if (message === null || message.prevLogIndex !== next - 1) {
      message = append(leader, next, rules.heartbeatEntries(leader, next));
    }
    effects.push({ kind: 'send', to: peer, message });
  }
  return effects;
}

/** "If last log index ≥ nextIndex for a follower: send … log entries starting at nextIndex". */
export function catchUp(leader: RaftState, peer: NodeId): Effect[] {
  const next = nextIndexOf(leader, peer);
  if (lastIndex(leader.log) < next) return [];
  const message = append(leader, next, entriesFrom(leader.log, next));
  return [{ kind: 'send', to: peer, message }];
}

function append(leader: RaftState, next: LogIndex, entries: Log): AppendEntries {
  const prevLogIndex = shifted(next, -1);
  return {
    kind: 'appendEntries',
    term: leader.currentTerm,
    leaderId: leader.identity.self,
    prevLogIndex,
    prevLogTerm: termAt(leader.log, prevLogIndex),
    entries,
    leaderCommit: leader.commitIndex,
  };
}

function reply(state: RaftState, to: NodeId, success: boolean, index: LogIndex): Effect {
  const message: AppendReply = { kind: 'appendReply', term: state.currentTerm, success, index };
  return { kind: 'send', to, message };
}
