/** `live`: code with timers and promises of its own, as a target. */
import { hosted } from '../adapters/live/host.ts';
import type { LiveDefinition } from '../adapters/live/live-target.ts';
import type { LiveTarget } from '../simulator/target.ts';
import { refuseUnknownCapability } from './capabilities.ts';

/**
 * Makes a target of live code: `await check(live({ … }))`.
 *
 * @throws CannotRun if the definition lacks a function.
 */
export function live<Instance, Message = unknown, Loaded = undefined>(
  definition: LiveDefinition<Instance, Message, Loaded>,
): LiveTarget {
  refuseUnknownCapability(definition.capabilities);
  return hosted(definition);
}
