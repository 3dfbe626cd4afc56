/** `live`: what a test says of code with timers and promises of its own, completed. */
import { hosted } from '../adapters/live/host.ts';
import type { LiveDefinition } from '../adapters/live/live-target.ts';
import type { Capabilities, LiveTarget } from '../simulator/target.ts';
import { promisesOf } from './capabilities.ts';

/**
 * Code with timers, callbacks and promises of its own; `Instance` is one node of it, for as long as
 * it is up. Show a vote or a term in `view` once others may rely on it: once it is on the disk.
 */
export interface LiveOptions<Instance, Message = unknown, Loaded = undefined>
  extends Omit<LiveDefinition<Instance, Loaded, Message>, 'capabilities'> {
  /**
   * What it promises. Default: it forgets all in a crash, needs no quorum to go on leading, and
   * bears any network.
   */
  readonly capabilities?: Partial<Capabilities>;
}

/**
 * Makes a target of code that lives: `await check(live({ … }))`.
 *
 * @throws CannotRun if the definition lacks a function.
 */
export function live<Instance, Message = unknown, Loaded = undefined>(
  definition: LiveOptions<Instance, Message, Loaded>,
): LiveTarget {
  const capabilities = promisesOf(definition.capabilities);
  return hosted({ ...definition, capabilities } as LiveDefinition<Instance, Loaded>);
}
