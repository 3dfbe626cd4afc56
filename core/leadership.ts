/** What a leader does by itself: heartbeats, client commands, and giving up without a quorum. */
import { advanceCommit } from './commit.ts';
import { heartbeatTimer, quorumCheckTimer, type Transition } from './effects.ts';
import { lastIndex } from './log.ts';
import { NOBODY } from './node-set.ts';
import { catchUp, heartbeats } from './replication.ts';
import type { RaftRules } from './rules.ts';
import { draftOf, type RaftState } from './state.ts';
import { transition } from './transition.ts';

/** "Repeat during idle periods to prevent election timeouts". */
export function onHeartbeat(rules: RaftRules, state: RaftState): Transition {
  if (state.role !== 'leader') return transition(rules, state, state, []);
  const effects = [heartbeatTimer(state.identity.timing), ...heartbeats(state)];
  return transition(rules, state, state, effects);
}

/**
 * A leader that has not heard from a quorum since the last check steps down, in the same term and
 * with its vote untouched: it may not vote again in this term.
 */
export function onQuorumCheck(rules: RaftRules, state: RaftState): Transition {
  if (state.role !== 'leader') return transition(rules, state, state, []);
  if (!rules.hasQuorumContact(state, rules.majority(state.identity.nodes))) {
    return transition(rules, state, rules.giveUpLeadership(state), []);
  }
  const after = draftOf(state);
  after.heardFrom = NOBODY;
  return transition(rules, state, after, [quorumCheckTimer(state.identity.timing)]);
}

/** "If command received from client: append entry to local log". Others do not answer. */
export function onProposed(rules: RaftRules, state: RaftState, command: string): Transition {
  const { matchIndex, identity } = state;
  if (state.role !== 'leader' || matchIndex === null) return transition(rules, state, state, []);
  const leader = draftOf(state);
  leader.log = [...state.log, { term: state.currentTerm, command }];
  leader.matchIndex = matchIndex.with(identity.self - 1, lastIndex(leader.log));
  const after = advanceCommit(rules, leader);
  const effects = [];
  for (let peer = 1; peer <= identity.nodes; peer += 1) {
    if (peer !== identity.self) effects.push(...catchUp(after, peer));
  }
  return transition(rules, state, after, effects);
}
