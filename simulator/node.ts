/** One simulated node: the process with its clock, its disk, its timers and what waits for it. */
import type { Booted, StepEvent } from '../trace/event.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import { Disk } from './disk.ts';
import { LocalClock } from './local-clock.ts';
import type { Effect, Identity } from './target.ts';
import { Timers } from './timers.ts';

/**
 * A step under way. Until its first visible effect, or its end, no other node can observe it, and
 * a crash leaves no trace of it.
 */
export interface StepUnderWay {
  readonly event: StepEvent | Booted;
  readonly view: NodeView;
  readonly effects: readonly Effect[];
  /** Index of the effect that comes next. */
  next: number;
  isVisible: boolean;
  /** The write that it waited for is durable. */
  isWritten: boolean;
}

export class SimulatedNode<State> {
  readonly identity: Identity;
  readonly clock = new LocalClock();
  readonly disk = new Disk();
  readonly timers: Timers;
  /** Null while the node is down. */
  state: State | null = null;
  /** What others may see of it; null while it is down. */
  view: NodeView | null = null;
  isPaused = false;
  incarnation = 0;
  /** The step that waits for its write; meanwhile the node takes no other. */
  underWay: StepUnderWay | null = null;
  /** What arrived while the node could not take it. */
  inbox: StepEvent[] = [];
  /** Synced writes take at least this long; 0 is the disk's own pace. */
  slowSyncMs = 0;
  /** Set: the next step that writes is cut short between two of its effects. */
  crashPoint: number | null = null;

  constructor(identity: Identity) {
    this.identity = identity;
    this.timers = new Timers(identity.self);
  }

  get id(): NodeId {
    return this.identity.self;
  }

  get isUp(): boolean {
    return this.state !== null;
  }

  /** Whether it can take a step now. */
  get isReady(): boolean {
    return !this.isPaused && this.underWay === null;
  }

  /** The process is gone, and with it all that was only in memory. Returns the writes lost. */
  crash(): number {
    this.state = null;
    this.view = null;
    this.isPaused = false;
    this.underWay = null;
    this.inbox = [];
    this.crashPoint = null;
    this.timers.forgetAll();
    return this.disk.crash();
  }
}
