/** `live`: what a test says of code with timers and promises of its own, completed. */
import { hosted } from '../simulator/live/host.ts';
import type { Host, LiveTarget } from '../simulator/live/live-target.ts';
import type { Realm } from '../simulator/live/realm.ts';
import type { Capabilities, Target } from '../simulator/target.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { DurableView, NodeId, NodeView } from '../trace/view.ts';
import { USUAL_PROMISES } from './usual-promises.ts';

/**
 * Code with timers, callbacks and promises of its own; `Instance` is one node of it, for as long as
 * it is up. It runs as it is, and finds simulated clocks, timers and dice where it looks for them:
 * `setTimeout` and its relatives, `queueMicrotask`, `Date`, `performance.now`, `process.hrtime`,
 * `Math.random`, `crypto.randomUUID` and `crypto.getRandomValues`. Files and sockets stay real.
 */
export interface LiveDefinition<Instance, Message = unknown, Loaded = undefined> {
  /** Up to 40 letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  /**
   * What it promises. Unless said: it forgets all in a crash, needs no quorum to go on leading, and
   * bears any network.
   */
  readonly capabilities?: Partial<Capabilities>;
  /** It is not meant for fewer nodes, and shrinking does not go below; 1 unless said. */
  readonly smallestCluster?: number;
  /** False is faster, for code that makes no promises and has no async functions. */
  readonly usesPromises?: boolean;
  /**
   * Loads a CommonJS package into a realm of its own: `(realm) => realm.require('my-raft',
   * import.meta.filename, 'npm install')`. Without it, the code is what this module has imported.
   */
  readonly load?: (realm: Realm) => Loaded;
  /** A node boots, or restarts with what its disk kept: `host.durable`. */
  readonly create: (host: Host, loaded: Loaded) => Instance;
  /**
   * A message has arrived: a copy, that belongs to the receiver. `reply` answers whoever sent it
   * with a callback for answers. A rejection is a crash of the node.
   */
  readonly deliver: (
    node: Instance,
    from: NodeId,
    message: Message,
    reply: (message: unknown) => void,
  ) => void | Promise<void>;
  /** What may be seen of a node from outside. Show a vote or a term once others may rely on it. */
  readonly view: (node: Instance) => Pick<NodeView, 'role' | 'currentTerm' | 'votedFor'>;
  /** What a durable record remembers; nothing unless said. */
  readonly viewDurable?: (record: unknown) => DurableView;
  /** What a message says on the wire: votes are counted there, not in the code's own books. */
  readonly classify: (message: Message) => WireMeaning;
}

/**
 * Makes a target of code that lives: `await check(live({ … }))`.
 *
 * @throws CannotRun if the definition lacks a function.
 */
export function live<Instance, Message = unknown, Loaded = undefined>(
  definition: LiveDefinition<Instance, Message, Loaded>,
): Target {
  const capabilities = { ...USUAL_PROMISES, ...definition.capabilities };
  return hosted({ ...definition, capabilities } as LiveTarget<Instance, Loaded>);
}
