/**
 * The contract for code with timers, callbacks and promises of its own. It runs as it is, in a
 * realm whose clocks and dice belong to the simulated world.
 */
import type { WireMeaning } from '../../trace/meaning.ts';
import type { DurableView, NodeId, Role } from '../../trace/view.ts';
import type { Capabilities, Identity } from '../target.ts';
import type { LiveTimer } from './live-timers.ts';
import type { Realm } from './realm.ts';

/** What may be seen of a live node from outside. */
export interface LiveView {
  readonly role: Role;
  readonly term: number;
  readonly votedFor: NodeId | null;
}

/** What one incarnation of a node may do. Messages and records leave it as JSON. */
export interface Host extends Identity {
  /** All nodes but this one. */
  readonly peers: readonly NodeId[];
  /** What the disk had kept at boot, a copy; null if nothing. */
  readonly durable: unknown;
  /** `onReply` is called for every reply that arrives: never, once, or twice for a doubled one. */
  readonly send: (to: NodeId, message: unknown, onReply?: (reply: unknown) => void) => void;
  /** Writes at once: what the node does next waits until the record is durable. */
  readonly save: (record: unknown) => void;
  /** Calls back after the time that a disk takes, while the node goes on. */
  readonly afterDisk: (done: () => void) => void;
  /** For code outside of the realm; packages use the globals of theirs. */
  readonly setTimeout: (callback: () => void, delayMs: number) => LiveTimer;
  readonly clearTimeout: (timer: LiveTimer | null) => void;
  readonly random: () => number;
}

/** A Raft implementation as a living object. `Loaded` is what it is made of, such as a class. */
export interface LiveTarget<Loaded, Instance> {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** It is not meant for fewer nodes; 1 unless said. */
  readonly smallestCluster?: number;
  /** False: it makes no promises, and nothing must be drained after an event, which is faster. */
  readonly usesPromises: boolean;
  /** Called once per process, before anything boots. */
  readonly load: (realm: Realm) => Loaded;
  readonly create: (loaded: Loaded, host: Host) => Instance;
  /** `message` is a copy that belongs to the receiver; `reply` sends a message of its own. */
  readonly deliver: (
    instance: Instance,
    from: NodeId,
    message: unknown,
    reply: (message: unknown) => void,
  ) => void;
  readonly view: (instance: Instance) => LiveView;
  /** What a message says on the wire, as the receiver would read it. */
  readonly classify: (message: unknown) => WireMeaning;
  /** What a record remembers; without it, the disk counts as empty. */
  readonly viewDurable?: (record: unknown) => DurableView;
}
