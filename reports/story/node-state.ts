/** Where a node stands at a moment of a run, as far as a trace shows it. */
import type { DurableView, NodeId, NodeView } from '../../trace/view.ts';

/** Plain JSON: pages carry it. */
export interface NodeState {
  /** Null while the node is down. */
  readonly view: Pick<NodeView, 'role' | 'currentTerm' | 'votedFor' | 'log' | 'commitIndex'> | null;
  /** What its disk holds. */
  readonly disk: DurableView;
  readonly isPaused: boolean;
  /** How its clock differs from the world's. */
  readonly clock: ClockState;
  /** The timer that fired last, and when; null if none has. */
  readonly fired: { readonly timer: string; readonly timeMs: number } | null;
  /** Timers that may fire; absent where that is not known, as in a trace that was read. */
  readonly armed?: readonly string[];
  /** Whom a cut lets it reach; null if everyone. */
  readonly side: Side | null;
}

export interface ClockState {
  /** By how many milliseconds it was set forward, in all; negative: back. */
  readonly setMs: number;
  /** Its milliseconds per millisecond of the world. */
  readonly rate: number;
}

/** The other nodes, by the way in which messages reach them. */
export interface Side {
  readonly both: readonly NodeId[];
  /** They get what it sends, and it gets nothing of theirs. */
  readonly to: readonly NodeId[];
  /** It gets what they send, and they get nothing of its. */
  readonly from: readonly NodeId[];
}

/** A node before anything has happened. */
export const UNBORN: NodeState = {
  view: null,
  disk: { currentTerm: 0, votedFor: null, log: [] },
  isPaused: false,
  clock: { setMs: 0, rate: 1 },
  fired: null,
  side: null,
};
