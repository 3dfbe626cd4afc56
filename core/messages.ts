/** The two remote procedure calls of Figure 2, each as a request and a reply of its own. */
import type { Log } from './log.ts';
import type { LogIndex, NodeId, Term } from './numbers.ts';

export interface RequestVote {
  readonly kind: 'requestVote';
  readonly term: Term;
  readonly candidateId: NodeId;
  readonly lastLogIndex: LogIndex;
  readonly lastLogTerm: Term;
}

export interface VoteReply {
  readonly kind: 'voteReply';
  readonly term: Term;
  readonly voteGranted: boolean;
}

export interface AppendEntries {
  readonly kind: 'appendEntries';
  readonly term: Term;
  readonly leaderId: NodeId;
  readonly prevLogIndex: LogIndex;
  readonly prevLogTerm: Term;
  /** Empty for a heartbeat. */
  readonly entries: Log;
  readonly leaderCommit: LogIndex;
}

export interface AppendReply {
  readonly kind: 'appendReply';
  readonly term: Term;
  readonly success: boolean;
  /**
   * What Figure 2 leaves to the pairing of call and answer, and messages that may be late, lost or
   * doubled must carry: on success the last index that is now known to match, on failure the
   * prevLogIndex that did not.
   */
  readonly index: LogIndex;
}

export type Message = RequestVote | VoteReply | AppendEntries | AppendReply;
