/** A run without a clock that breaks a property, and which of two is the simpler one. */
import type { Decision } from '../../simulator/decision.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { Story } from '../story.ts';

export interface FailingSchedule {
  readonly schedule: Schedule;
  readonly story: Story;
  /** Whether a message overtakes another; false if nobody minds. */
  readonly overtakes: boolean;
}

/** Fewer nodes, then shorter, then fewer faults: every accepted attempt goes down by this order. */
export function isSimpler(
  { schedule: one }: FailingSchedule,
  { schedule: other }: FailingSchedule,
): boolean {
  if (one.nodes !== other.nodes) return one.nodes < other.nodes;
  if (one.decisions.length !== other.decisions.length) {
    return one.decisions.length < other.decisions.length;
  }
  return faultsIn(one.decisions) < faultsIn(other.decisions);
}

/** How many of the decisions take something away, or double it. */
export function faultsIn(decisions: readonly Decision[]): number {
  return decisions.filter(({ kind }) => {
    return kind === 'crash' || kind === 'crashWithin' || kind === 'duplicate';
  }).length;
}
