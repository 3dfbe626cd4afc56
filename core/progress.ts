/** What a leader knows of each server's log: Figure 2's nextIndex and matchIndex. */
import { entryOf, withEntry } from './configuration.ts';
import { lastIndex } from './log.ts';
import { NO_INDEX, shifted, type LogIndex, type NodeId } from './numbers.ts';
import { draftOf, type RaftState } from './state.ts';

export function nextIndexOf({ nextIndex, log }: RaftState, peer: NodeId): LogIndex {
  const next = nextIndex === null ? undefined : entryOf(nextIndex, peer);
  return next ?? shifted(lastIndex(log), 1);
}

export function matchIndexOf({ matchIndex }: RaftState, member: NodeId): LogIndex {
  const match = matchIndex === null ? undefined : entryOf(matchIndex, member);
  return match ?? NO_INDEX;
}

/** "If successful: update nextIndex and matchIndex for follower". An old reply changes nothing. */
export function noteMatch(leader: RaftState, peer: NodeId, index: LogIndex): RaftState {
  const { matchIndex, nextIndex } = leader;
  if (matchIndex === null || nextIndex === null) return leader;
  if (index <= matchIndexOf(leader, peer)) return leader;
  const after = draftOf(leader);
  after.matchIndex = withEntry(matchIndex, peer, index);
  after.nextIndex = withEntry(nextIndex, peer, shifted(index, 1));
  return after;
}

/** "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry". */
export function backUp(leader: RaftState, peer: NodeId, refused: LogIndex): RaftState {
  const { nextIndex } = leader;
  if (nextIndex === null) return leader;
  const isOld = refused <= matchIndexOf(leader, peer) || refused >= nextIndexOf(leader, peer);
  if (isOld) return leader;
  const after = draftOf(leader);
  after.nextIndex = withEntry(nextIndex, peer, refused);
  return after;
}
