/** Performs a schedule again without each of its decisions: what is no longer possible then? */
import type { Schedule } from '../../simulator/schedule.ts';
import type { Target } from '../../simulator/target.ts';
import type { PropertyId } from '../../properties/property.ts';
import { performSchedule } from './perform-schedule.ts';

export interface ScheduleTrial {
  /** The place of the decision that is left out, from 0. */
  readonly part: number;
  /** The places of those that are not enabled without it. */
  readonly impossible: readonly number[];
}

/** One for each decision, in their order. */
export function trialsOf(
  target: Target,
  schedule: Schedule,
  property: PropertyId,
): readonly ScheduleTrial[] {
  const { decisions } = schedule;
  return decisions.map((_, part) => {
    const rest = { ...schedule, decisions: decisions.toSpliced(part, 1) };
    const { skipped } = performSchedule(target, rest, { sought: new Set([property]) });
    return { part, impossible: skipped.map(({ index }) => (index < part ? index : index + 1)) };
  });
}
