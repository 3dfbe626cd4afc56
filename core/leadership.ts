/** What a leader does by itself: heartbeats, client commands, and giving up without a quorum. */
import { advanceCommit } from './commit.ts';
import { memberCount, peersOf, withEntry } from './configuration.ts';
import { heartbeatTimer, quorumCheckTimer, type Effect, type Transition } from './effects.ts';
import { lastIndex } from './log.ts';
import { NO_NODES } from './node-set.ts';
import { catchUp, heartbeats } from './replication.ts';
import type { RaftRules } from './rules.ts';
import { draftOf, type RaftState } from './state.ts';

/** "Repeat during idle periods to prevent election timeouts". */
export function onHeartbeat(rules: RaftRules, state: RaftState): Transition {
  if (state.role !== 'leader') return { state, effects: [] };
  return { state, effects: [heartbeatTimer(state.identity.timing), ...heartbeats(rules, state)] };
}

/**
 * A leader that has not heard from a quorum since the last check steps down, in the same term and
 * with its vote untouched: it may not vote again in this term.
 */
export function onQuorumCheck(rules: RaftRules, state: RaftState): Transition {
  if (state.role !== 'leader') return { state, effects: [] };
  if (!rules.hasQuorumContact(state, rules.majority(memberCount(state.identity)))) {
    return { state: rules.giveUpLeadership(state), effects: [] };
  }
  const after = draftOf(state);
  after.heardFrom = NO_NODES;
  return { state: after, effects: [quorumCheckTimer(state.identity.timing)] };
}

/** "If command received from client: append entry to local log". Others do not answer. */
export function onProposed(rules: RaftRules, state: RaftState, command: string): Transition {
  const { matchIndex, identity } = state;
  if (state.role !== 'leader' || matchIndex === null) return { state, effects: [] };
  const leader = draftOf(state);
  leader.log = [...state.log, { term: state.currentTerm, command }];
  leader.matchIndex = withEntry(matchIndex, identity.self, lastIndex(leader.log));
  const after = advanceCommit(rules, leader);
  const effects: Effect[] = [];
  for (const peer of peersOf(identity)) effects.push(...catchUp(after, peer));
  return { state: after, effects };
}
