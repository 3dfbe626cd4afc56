/**
 * What can happen, in the past tense. A trace is a list of these; properties, digests and reports
 * know nothing else of the world.
 */
import type { DurableView, LogEntry, NodeId } from './view.ts';
import type { DeadEnd } from './dead-end.ts';
import type { WireMeaning } from './meaning.ts';

/** A message on its way, and, once it arrives, the event of its arrival. */
export interface Received {
  readonly kind: 'received';
  /** The receiver. */
  readonly node: NodeId;
  readonly from: NodeId;
  /** Opaque to everyone but the target. */
  readonly message: unknown;
  readonly meaning: WireMeaning;
  /** How many messages of this kind and term this link has carried, this one included. */
  readonly ordinal: number;
  /** True for the second copy that the network made. */
  readonly copy: boolean;
  readonly sentAtMs: number;
}

export interface TimerFired {
  readonly kind: 'timerFired';
  readonly node: NodeId;
  readonly timer: string;
}

export interface Proposed {
  readonly kind: 'proposed';
  readonly node: NodeId;
  readonly command: string;
}

/** What can make a node take a step. */
export type StepEvent = Received | TimerFired | Proposed;

export interface Booted {
  readonly kind: 'booted';
  readonly node: NodeId;
  /** 0 at first, one more after every crash. */
  readonly incarnation: number;
}

export interface Crashed {
  readonly kind: 'crashed';
  readonly node: NodeId;
  /** The step that the crash cut short, if it fell within one. */
  readonly during: StepEvent | null;
  /** How many effects of that step had been performed; 0 if there was none. */
  readonly effectsPerformed: number;
  /** Whether that step has an event of its own, because others had seen it before the crash. */
  readonly wasSeen: boolean;
  /** Writes that had not been synced, and are gone. */
  readonly lostWrites: number;
}

/** The fields of a crash that falls between two steps. */
export const BETWEEN_STEPS = { during: null, effectsPerformed: 0, wasSeen: false } as const;

/** The target threw an error instead of taking a step: nothing happens after it. */
export interface Threw {
  readonly kind: 'threw';
  readonly node: NodeId;
  /** The step, or the boot, that the error ended. */
  readonly during: StepEvent | Booted;
  /** Name and message of the error, in one line; {@link STANDS_STILL} if it never came back. */
  readonly error: string;
  /** The same without words that may be others each time; absent if it has none of them. */
  readonly outline?: string | undefined;
}

/** In the place of an error: the step was still under way when the watchdog ended it. */
export const STANDS_STILL = 'stands still';

/** What is the same of it whenever the run is performed. */
export function outlineOf({ error, outline = error }: Pick<Threw, 'error' | 'outline'>): string {
  return outline;
}

/** What the target did instead of taking its step, as the rest of a sentence about its node. */
export function threwText(error: string): string {
  return error === STANDS_STILL ? error : `threw ${error}`;
}

export interface Persisted {
  readonly kind: 'persisted';
  readonly node: NodeId;
  /** What the disk will answer after a crash: an unsynced write does not change it. */
  readonly durable: DurableView;
  readonly synced: boolean;
}

export interface Applied {
  readonly kind: 'applied';
  readonly node: NodeId;
  readonly index: number;
  readonly entry: LogEntry;
}

export interface Lost {
  readonly kind: 'lost';
  readonly node: NodeId;
  readonly flight: Received;
  readonly why: 'cut' | 'loss' | 'down';
}

export interface Duplicated {
  readonly kind: 'duplicated';
  readonly node: NodeId;
  readonly flight: Received;
}

/** Something was done to a node from outside. */
export type NodeDisturbed =
  | { readonly kind: 'paused'; readonly node: NodeId }
  | { readonly kind: 'resumed'; readonly node: NodeId }
  | { readonly kind: 'clockJumped'; readonly node: NodeId; readonly byMs: number }
  /** `rate` is local milliseconds per millisecond of the world. */
  | { readonly kind: 'clockDrifted'; readonly node: NodeId; readonly rate: number }
  | { readonly kind: 'diskSlowed'; readonly node: NodeId; readonly syncMs: number };

/** Something was done to the links. Links are ordered pairs [from, to]. */
export type LinksDisturbed =
  | { readonly kind: 'linksCut'; readonly links: readonly Link[] }
  | { readonly kind: 'linksRestored'; readonly links: readonly Link[] }
  | {
      readonly kind: 'networkDisturbed';
      readonly by: 'loss' | 'duplication' | 'delay';
      /** Chance in percent for loss and duplication, longest extra delay in ms for delay. */
      readonly amount: number;
      readonly forMs: number;
    };

export type Link = readonly [from: NodeId, to: NodeId];

/** All that can be undone is: a majority is up and connected, and from here on liveness is owed. */
export interface Healed {
  readonly kind: 'healed';
}

export type TraceEvent =
  | StepEvent
  | Booted
  | Crashed
  | Threw
  | Persisted
  | Applied
  | Lost
  | Duplicated
  | NodeDisturbed
  | LinksDisturbed
  | Healed
  | DeadEnd;

/** The node that an event happened to; 0 for events of the whole world. */
export function nodeOf(event: TraceEvent): NodeId {
  return 'node' in event ? event.node : 0;
}

/** Whether something was taken from the cluster; to give it back is no fault. */
export function isFault(event: TraceEvent): boolean {
  switch (event.kind) {
    case 'crashed':
    case 'paused':
    case 'clockJumped':
    case 'linksCut':
      return true;
    case 'clockDrifted':
      return event.rate !== 1;
    case 'diskSlowed':
      return event.syncMs > 0;
    case 'networkDisturbed':
      return event.amount > 0;
    default:
      return false;
  }
}
