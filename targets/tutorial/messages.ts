/** The tutorial's two remote procedure calls, each as a request and an answer of its own. */
import type { NodeId } from '../../trace/view.ts';

interface OfCall {
  /**
   * Which of the caller's calls this is. In the tutorial a goroutine waits for each call; here the
   * number leads an answer back to the call that waits for it; a second copy finds no such call.
   */
  readonly call: number;
}

/** Asks for a vote. The tutorial sends the log fields as zero, and never reads them. */
export interface RequestVote extends OfCall {
  readonly kind: 'requestVote';
  readonly term: number;
  readonly candidateId: NodeId;
  readonly lastLogIndex: 0;
  readonly lastLogTerm: 0;
}

/** `term` is the voter's own: for a granted vote, that of the election which it answers. */
export interface VoteReply extends OfCall {
  readonly kind: 'voteReply';
  readonly term: number;
  readonly voteGranted: boolean;
}

/** A heartbeat: the tutorial has no entries yet. */
export interface AppendEntries extends OfCall {
  readonly kind: 'appendEntries';
  readonly term: number;
  readonly leaderId: NodeId;
}

export interface AppendReply extends OfCall {
  readonly kind: 'appendReply';
  readonly term: number;
  readonly success: boolean;
}

export type Message = RequestVote | VoteReply | AppendEntries | AppendReply;
