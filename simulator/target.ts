/**
 * The contract between the world and a system under test. The world knows no Raft: messages and
 * durable records are opaque to it, and the target says what they mean.
 */
import type { DurableView, LogEntry, NodeId, NodeView } from '../trace/view.ts';
import type { WireMeaning } from '../trace/meaning.ts';

/** The pace of a cluster, in milliseconds of each node's own clock. */
export interface Timing {
  readonly electionTimeoutMinMs: number;
  readonly electionTimeoutMaxMs: number;
  readonly heartbeatMs: number;
}

/** Who a node is, told once at boot. */
export interface Identity {
  readonly self: NodeId;
  /** Size of the cluster: its nodes are 1 to `nodes`. */
  readonly nodes: number;
  readonly timing: Timing;
}

/** What happens to a node. */
export type Input =
  | { readonly kind: 'received'; readonly from: NodeId; readonly message: unknown }
  | {
      readonly kind: 'timerFired';
      readonly timer: string;
      /** A fresh draw from 0 up to but not including 1, for targets that roll dice. */
      readonly luck: number;
    }
  | { readonly kind: 'proposed'; readonly command: string };

/**
 * What a node asks for, in order. A synced `persist` is a barrier: what follows it happens only
 * once the write is durable, and until then the node takes no other step.
 */
export type Effect =
  | {
      readonly kind: 'persist';
      readonly record: unknown;
      /** False: the write is durable only after a later synced write. */
      readonly synced: boolean;
    }
  | { readonly kind: 'send'; readonly to: NodeId; readonly message: unknown }
  /** Fires once, after a time from the range that the world draws. Setting it again replaces it. */
  | {
      readonly kind: 'setTimer';
      readonly timer: string;
      readonly minMs: number;
      readonly maxMs: number;
    }
  | { readonly kind: 'clearTimer'; readonly timer: string }
  | { readonly kind: 'apply'; readonly index: number; readonly entry: LogEntry };

export interface Transition<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** What a target promises. A fault beyond the promise is not used against it unless asked for. */
export interface Capabilities {
  /** Survives a crash with term, vote and log. */
  readonly persistence: boolean;
  /** Takes client proposals and commits them. */
  readonly proposals: boolean;
  /** Treats all nodes alike: if the nodes of a run change their names, it is a run still. */
  readonly symmetric: boolean;
}

/**
 * A Raft implementation as pure functions: same state and input, same transition. States, messages
 * and records are plain JSON data: a search tells them apart by their JSON.
 */
export interface PureTarget<State = unknown> {
  readonly family: 'pure';
  readonly name: string;
  readonly capabilities: Capabilities;
  /** First boot (`durable` is null) or restart from what the disk kept. */
  boot(identity: Identity, durable: unknown): Transition<State>;
  /** `localTimeMs` is the node's own clock; null in a world without clocks. */
  step(state: State, input: Input, localTimeMs: number | null): Transition<State>;
  /** Must return the same reference for the same state. */
  view(state: State): NodeView;
  /** What a durable record remembers; null is the empty disk. */
  viewDurable(record: unknown): DurableView;
  classify(message: unknown): WireMeaning;
}
