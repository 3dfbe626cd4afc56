/** What properties are told of a run beforehand, and of what is done to its cluster. */
import type { TraceEvent } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';

/** What a property may know of the run beforehand. */
export interface RunFacts {
  readonly nodes: number;
  /** The shortest and the longest election timeout of the target, in milliseconds. */
  readonly electionTimeoutMinMs: number;
  readonly electionTimeoutMaxMs: number;
  /** The interval between two heartbeats of a leader, in milliseconds. */
  readonly heartbeatMs: number;
  /** Live code may go on with a step after it, waiting for a disk; false by default. */
  readonly isLive?: boolean;
  /**
   * Live code whose steps end only when all of it is idle: what it answers, it answers in the step
   * in which it was asked; false by default.
   */
  readonly answersAtOnce?: boolean;
  /** The capability of that name; false by default. */
  readonly ignoresVotesWhileLed?: boolean;
  /** The capability of that name; true by default. */
  readonly learnsFromReplies?: boolean;
}

/** Something that was done to the cluster, when, and to which node; 0 if to none. */
export interface Done {
  readonly event: TraceEvent;
  readonly node: NodeId;
  readonly timeMs: number;
}
