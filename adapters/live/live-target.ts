/** The contract for code with timers, callbacks and promises of its own. It runs as it is. */
import type { WireMeaning } from '../../trace/meaning.ts';
import type { DurableView, LogEntry, NodeId, Role } from '../../trace/view.ts';
import type { Capabilities } from '../../simulator/capabilities.ts';
import type { Identity } from '../../simulator/target.ts';
import type { Realm } from './realm.ts';

/** What may be seen of a live node from outside. */
export interface LiveView {
  readonly role: Role;
  /** A whole number, 0 or more. */
  readonly currentTerm: number;
  /** The node it voted for in this term, from 1 to the size of the cluster; null if none. */
  readonly votedFor: NodeId | null;
  /**
   * Entry i of the paper stands at `log[i - 1]`. It may be the node's own array, which grows and
   * shrinks: it is copied. Required of a target that takes proposals, as `commitIndex` is.
   */
  readonly log?: readonly LogEntry[];
  /** Index of the highest entry known to be committed; 0 when there is none. */
  readonly commitIndex?: number;
  /** Leaders only: per node, the highest entry known to be replicated; n1's stands first. */
  readonly matchIndex?: readonly number[] | null;
}

/**
 * What one incarnation of a node may do, besides what it finds in its globals. Messages and
 * records leave it as JSON: what JSON cannot say (nothing, a circle, a BigInt) ends the run as
 * `crashed`, and so does a message to a node that there is not. All of it is for the turns of this
 * node: called by anything else, it throws.
 */
export interface Host extends Identity {
  /** All nodes but this one. */
  readonly peers: readonly NodeId[];
  /** What the disk had kept at boot, a copy; null if nothing. */
  readonly durable: unknown;
  /** `onReply` is called for every reply that arrives: never, once, or twice for a doubled one. */
  readonly send: (to: NodeId, message: unknown, onReply?: (reply: unknown) => void) => void;
  /** Writes at once: what the node does next waits until the record is durable. */
  readonly save: (record: unknown) => void;
  /**
   * Writes while the node goes on. The record is durable when `done` is called, or with the next
   * `save`; a crash before that loses it.
   */
  readonly saveAsync: (record: unknown, done: () => void) => void;
  /** Calls back after the time that the disk takes, while the node goes on: to read, say. */
  readonly afterDisk: (done: () => void) => void;
  /** Says that the entry at this index, counted from 1, has reached the node's state machine. */
  readonly apply: (index: number, entry: LogEntry) => void;
}

/**
 * A Raft implementation as a live object: `Instance` is one node of it. Its clocks, timers and
 * random numbers come from the simulated world: `setTimeout`, `setInterval`,
 * `setImmediate`, `queueMicrotask`, `Date`, `performance.now`, `process.hrtime`, `Math.random`,
 * `crypto.randomUUID` and `crypto.getRandomValues`. Files and sockets stay what they are.
 *
 * Without `load` it lives in this process, whose globals are taken over while it acts. With `load`
 * it is a CommonJS package that lives in a realm of its own; `Loaded` is what was loaded. Either
 * way its modules are loaded once: what they keep to themselves outlives a run, and if that shows,
 * the same seed no longer gives the same trace (a hunt performs some runs twice, and says so).
 *
 * ```ts
 * const target = live<MyRaft>({
 *   name: 'my-raft',
 *   capabilities: { persistence: true },
 *   create: (host) => new MyRaft(host.self, host.peers, host.send),
 *   deliver: (raft, from, message) => raft.receive(from, message),
 *   view: ({ role, term, votedFor }) => ({ role, currentTerm: term, votedFor }),
 *   classify: (message) => meaningOf(message),
 * });
 * ```
 *
 * With a log, it shows `log` and `commitIndex` in its view, says in `viewDurable` which log a
 * record holds, and calls `host.apply`. With `capabilities.proposals` it takes commands by
 * `propose`.
 *
 * An uncaught exception or unhandled rejection, in its timers too, is a crash of the code under
 * test: the run ends as `crashed`. So does an impossible answer of `view`, `classify` or
 * `viewDurable`, as an `AdapterFault`.
 */
export interface LiveDefinition<Instance, Message = unknown, Loaded = undefined> {
  /** Up to 40 letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  /** What it promises; what is not stated has the default of {@link Capabilities}. */
  readonly capabilities?: Capabilities;
  /** It is not meant for fewer nodes; 1 by default. */
  readonly smallestCluster?: number;
  /**
   * True by default: promises are performed to their end before the next event, which works
   * within `inMacrotask` only. False is faster, for code that makes none.
   */
  readonly usesPromises?: boolean;
  /** Called once per process, before anything boots. */
  readonly load?: (realm: Realm) => Loaded;
  /** A node boots. Whatever it begins to do, it returns the instance at once, not a promise. */
  readonly create: (host: Host, loaded: Loaded) => Instance;
  /** `message` is a copy that belongs to the receiver; `reply` sends a message of its own. */
  readonly deliver: (
    instance: Instance,
    from: NodeId,
    message: Message,
    reply: (message: unknown) => void,
  ) => void | Promise<void>;
  /**
   * A client proposes a command to this node, leader or not: who does not lead may ignore it, or
   * forward it. Required if `capabilities.proposals` is true, and refused if it is not.
   */
  readonly propose?: (instance: Instance, command: string) => void | Promise<void>;
  /** Asked after every turn. */
  readonly view: (instance: Instance) => LiveView;
  /** What a message says on the wire, as the receiver would read it. */
  readonly classify: (message: Message) => WireMeaning;
  /** What a record remembers; without it, the disk counts as empty. Required if there is a log. */
  readonly viewDurable?: (record: unknown) => DurableView;
}
