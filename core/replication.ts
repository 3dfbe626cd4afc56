/** Log replication (section 5.3): AppendEntries from the follower's side and its replies. */
import { advanceCommit } from './commit.ts';
import type { Effect, Transition } from './effects.ts';
import { entriesFrom, lastIndex, termAt, type Log } from './log.ts';
import type { AppendEntries, AppendReply } from './messages.ts';
import { shifted, type LogIndex, type NodeId } from './numbers.ts';
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
  const lastNew = shifted(message.prevLogIndex, message.entries.length);
  const index = matches ? lastNew : message.prevLogIndex;
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
    const after = advanceCommit(rules, noteMatch(heard, from, message.index));
    return { state: after, effects: catchUp(after, from) };
  }
  // A refusal that is no news, such as a second copy, starts no second retry.
  const after = backUp(heard, from, message.index);
  return { state: after, effects: after === heard ? [] : catchUp(after, from) };
}

/**
 * "AppendEntries RPC with no log entries" to everyone: at the election, then again and again. Peers
 * that are equally far are told the same.
 */
export function heartbeats(leader: RaftState): Effect[] {
  const effects: Effect[] = [];
  let message: AppendEntries | null = null;
  for (let peer = 1; peer <= leader.identity.nodes; peer += 1) {
    if (peer === leader.identity.self) continue;
    const next = nextIndexOf(leader, peer);
    if (message === null || message.prevLogIndex !== next - 1) message = append(leader, next, []);
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

/** "If successful: update nextIndex and matchIndex for follower". Old news changes nothing. */
function noteMatch(leader: RaftState, peer: NodeId, index: LogIndex): RaftState {
  const { matchIndex, nextIndex } = leader;
  if (matchIndex === null || nextIndex === null) return leader;
  if (index <= (matchIndex[peer - 1] ?? 0)) return leader;
  const after = draftOf(leader);
  after.matchIndex = matchIndex.with(peer - 1, index);
  after.nextIndex = nextIndex.with(peer - 1, shifted(index, 1));
  return after;
}

/** "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry". */
function backUp(leader: RaftState, peer: NodeId, refused: LogIndex): RaftState {
  const { matchIndex, nextIndex } = leader;
  if (matchIndex === null || nextIndex === null) return leader;
  const isOldNews = refused <= (matchIndex[peer - 1] ?? 0) || refused >= nextIndexOf(leader, peer);
  if (isOldNews) return leader;
  const after = draftOf(leader);
  after.nextIndex = nextIndex.with(peer - 1, refused);
  return after;
}

function nextIndexOf(leader: RaftState, peer: NodeId): LogIndex {
  return leader.nextIndex?.[peer - 1] ?? shifted(lastIndex(leader.log), 1);
}
