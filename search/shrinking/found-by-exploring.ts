/** From what an exhaustive search met to a finding. */
import type { Property } from '../../properties/property.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { DoesNotReproduce } from '../running/does-not-reproduce.ts';
import { untimedSize } from '../run-size.ts';
import { findingOfSchedule, type ShrinkResult } from './make-finding.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import type { ShrinkLimits } from './shrink-limits.ts';

/**
 * The search has judged all properties at once; the run itself says which of them broke. Null if
 * it goes another way when it is performed again.
 */
export function findingOfSearch(
  target: PureTarget,
  schedule: Schedule,
  properties: readonly Property[],
  limits: ShrinkLimits,
): ShrinkResult | null {
  const { violations, events } = performSchedule(target, schedule, { properties, sought: null });
  const [violation] = violations;
  if (violation === undefined) return null;
  const { property } = violation;
  const met = { property, foundBy: 'exhaustive', original: untimedSize(schedule, events) } as const;
  try {
    return findingOfSchedule(target, met, schedule, limits);
  } catch (error) {
    if (error instanceof DoesNotReproduce) return null;
    throw error;
  }
}
