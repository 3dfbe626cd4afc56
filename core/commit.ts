/** Committing (sections 5.3 and 5.4.2) on the leader. */
import { memberCount } from './configuration.ts';
import { lastIndex } from './log.ts';
import { shifted } from './numbers.ts';
import type { RaftRules } from './rules.ts';
import { draftOf, type RaftState } from './state.ts';

/**
 * "If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and
 * log[N].term == currentTerm: set commitIndex = N", for the greatest such N.
 */
export function advanceCommit(rules: RaftRules, leader: RaftState): RaftState {
  const { matchIndex, identity } = leader;
  if (matchIndex === null) return leader;
  const quorum = rules.majority(memberCount(identity));
  for (let index = lastIndex(leader.log); index > leader.commitIndex; index = shifted(index, -1)) {
    if (rules.replicas(matchIndex, index) >= quorum && rules.mayCommit(leader, index)) {
      const after = draftOf(leader);
      after.commitIndex = index;
      return after;
    }
  }
  return leader;
}
