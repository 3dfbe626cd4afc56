/**
 * What a scenario can do to a cluster: a closed union of plain records. Each kind has a file of its
 * own, named after it, that says what it means, what its limits are and how it is drawn.
 */
import type { NodeId } from '../trace/view.ts';

/** Cuts all links between groups; a node in no group joins the first. */
export interface Partition {
  readonly kind: 'partition';
  readonly groups: readonly (readonly NodeId[])[];
}
/** Cuts all links from and to one node. */
export interface Isolate {
  readonly kind: 'isolate';
  readonly node: NodeId;
}
/** Cuts one link in one direction. */
export interface CutLink {
  readonly kind: 'cutLink';
  readonly from: NodeId;
  readonly to: NodeId;
}
/** Two halves that reach each other only through one node: connectivity is not transitive. */
export interface Bridge {
  readonly kind: 'bridge';
  readonly node: NodeId;
}
/** Restores all links. */
export interface Heal {
  readonly kind: 'heal';
}
/** The process dies; its disk keeps what was synced. */
export interface Crash {
  readonly kind: 'crash';
  readonly node: NodeId;
}
/** The process dies within its next step that writes, between two effects of that step. */
export interface CrashWithinStep {
  readonly kind: 'crashWithinStep';
  readonly node: NodeId;
  /** Between which effects, taken modulo their number. */
  readonly point: number;
}
/** The process dies and never boots again. */
export interface FailForGood {
  readonly kind: 'failForGood';
  readonly node: NodeId;
}
/** A crashed node boots again. */
export interface Rejoin {
  readonly kind: 'rejoin';
  readonly node: NodeId;
}
/** A node's clock is set forward, or back when negative. */
export interface JumpClock {
  readonly kind: 'jumpClock';
  readonly node: NodeId;
  readonly byMs: number;
}
/** A node's clock runs at this percentage of true time. */
export interface DriftClock {
  readonly kind: 'driftClock';
  readonly node: NodeId;
  readonly percent: number;
}
export interface Pause {
  readonly kind: 'pause';
  readonly node: NodeId;
}
export interface Resume {
  readonly kind: 'resume';
  readonly node: NodeId;
}
/** A network fault in which messages are lost. */
export interface LoseMessages {
  readonly kind: 'loseMessages';
  readonly percent: number;
  readonly forMs: number;
}
export interface DuplicateMessages {
  readonly kind: 'duplicateMessages';
  readonly percent: number;
  readonly forMs: number;
}
/** A network fault in which each message takes up to this much longer. */
export interface DelayMessages {
  readonly kind: 'delayMessages';
  readonly byMs: number;
  readonly forMs: number;
}
/** Synced writes of a node take at least this long, until it is 0 again. */
export interface SlowDisk {
  readonly kind: 'slowDisk';
  readonly node: NodeId;
  readonly syncMs: number;
}
/** A client proposes a command to a node. */
export interface Propose {
  readonly kind: 'propose';
  readonly node: NodeId;
  readonly command: string;
}
/** Time passes. */
export interface Elapse {
  readonly kind: 'elapse';
  readonly ms: number;
}

export type Action =
  | Partition
  | Isolate
  | CutLink
  | Bridge
  | Heal
  | Crash
  | CrashWithinStep
  | FailForGood
  | Rejoin
  | JumpClock
  | DriftClock
  | Pause
  | Resume
  | LoseMessages
  | DuplicateMessages
  | DelayMessages
  | SlowDisk
  | Propose
  | Elapse;

/** The name of a fault, or of another action of a run. */
export type ActionKind = Action['kind'];
