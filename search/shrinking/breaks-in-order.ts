/** Whether decisions that were read from a timed run show on their own what that run has shown. */
import type { PropertyId } from '../../properties/property.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { Target } from '../../simulator/target.ts';
import { Overtaking } from '../overtaking.ts';
import { performSchedule } from '../running/perform-schedule.ts';

/**
 * Without the clock, nodes may send other messages: where the order of links is owed, they must
 * keep it all the same.
 */
export function breaksInOrder(
  target: Target,
  property: PropertyId,
  schedule: Schedule,
  isOrderOwed: boolean,
): boolean {
  const overtaking = new Overtaking();
  const { violations } = performSchedule(target, schedule, {
    sought: new Set([property]),
    observers: [overtaking],
  });
  if (isOrderOwed && overtaking.hasHappened) return false;
  return violations.some((violation) => violation.property === property);
}
