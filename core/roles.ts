/** What a server takes up with a new role, and what it lays down with the old one. */
import { forEachMember, withEntry } from './configuration.ts';
import { lastIndex } from './log.ts';
import { NO_NODES } from './node-set.ts';
import { NO_INDEX, shifted } from './numbers.ts';
import { draftOf, type Draft, type RaftState } from './state.ts';

/** Same term, same vote, same log; nothing of a candidate or leader remains. */
export function becomeFollower(state: RaftState): Draft {
  const follower = draftOf(state);
  follower.role = 'follower';
  follower.votesGranted = NO_NODES;
  follower.nextIndex = null;
  follower.matchIndex = null;
  follower.heardFrom = NO_NODES;
  return follower;
}

/** Nothing is known of the peers yet. Of itself a leader knows that it has what it has. */
export function becomeLeader(state: RaftState): Draft {
  const { identity } = state;
  const last = lastIndex(state.log);
  const leader = draftOf(state);
  leader.role = 'leader';
  leader.votesGranted = NO_NODES;
  leader.nextIndex = forEachMember(identity, shifted(last, 1));
  leader.matchIndex = withEntry(forEachMember(identity, NO_INDEX), identity.self, last);
  leader.heardFrom = NO_NODES;
  return leader;
}
