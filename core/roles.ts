/** What a server takes up with a new role, and what it lays down with the old one. */
import { lastIndex } from './log.ts';
import { NOBODY } from './node-set.ts';
import { NO_INDEX, shifted, type LogIndex } from './numbers.ts';
import { draftOf, type Draft, type RaftState } from './state.ts';

/** Same term, same vote, same log; nothing of a candidate or leader remains. */
export function becomeFollower(state: RaftState): Draft {
  const follower = draftOf(state);
  follower.role = 'follower';
  follower.votesGranted = NOBODY;
  follower.nextIndex = null;
  follower.matchIndex = null;
  follower.heardFrom = NOBODY;
  return follower;
}

/** Nothing is known of the peers yet. Of itself a leader knows that it has what it has. */
export function becomeLeader(state: RaftState): Draft {
  const { nodes, self } = state.identity;
  const last = lastIndex(state.log);
  const leader = draftOf(state);
  leader.role = 'leader';
  leader.votesGranted = NOBODY;
  leader.nextIndex = new Array<LogIndex>(nodes).fill(shifted(last, 1));
  leader.matchIndex = new Array<LogIndex>(nodes).fill(NO_INDEX).with(self - 1, last);
  leader.heardFrom = NOBODY;
  return leader;
}
