/** `live`: what a test says of code with timers and promises of its own, completed. */
import { hosted } from '../adapters/live/host.ts';
import type { LiveTarget } from '../adapters/live/live-target.ts';
import type { Capabilities, LivingTarget } from '../simulator/target.ts';
import { promisesOf } from './capabilities.ts';

/**
 * Code with timers, callbacks and promises of its own; `Instance` is one node of it, for as long as
 * it is up. Show a vote or a term in `view` once others may rely on it: once it is on the disk.
 */
export interface LiveDefinition<Instance, Message = unknown, Loaded = undefined>
  extends Omit<LiveTarget<Instance, Loaded, Message>, 'capabilities'> {
  /**
   * What it promises. Unless said: it forgets all in a crash, needs no quorum to go on leading, and
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
  definition: LiveDefinition<Instance, Message, Loaded>,
): LivingTarget {
  const capabilities = promisesOf(definition.capabilities);
  return hosted({ ...definition, capabilities } as LiveTarget<Instance, Loaded>);
}
