/**
 * Makes a failing schedule as short as it can be. Decisions are left out as long as the same
 * property breaks; then all runs with fewer decisions are searched, in clusters of this size and
 * of all smaller ones. If that search ends, the result is proven to be the shortest.
 */
import type { PropertyId } from '../../properties/property.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { takeDetours } from './detours.ts';
import type { Ablation } from '../finding.ts';
import { otherRuns } from './other-runs.ts';
import { reduceList, reducePairs } from './reduce-list.ts';
import { ScheduleAttempts } from './schedule-attempts.ts';
import { DEFAULT_SHRINK_EXECUTIONS, type ShrinkLimits } from './shrink-limits.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import { ShorterRuns, usableIn } from './shorter-runs.ts';

/** Some seconds, for a long run half a minute and a quarter of a gigabyte. */
export const USUAL_SHRINK_LIMITS: ShrinkLimits = {
  maxExecutions: DEFAULT_SHRINK_EXECUTIONS,
  maxStates: 2_500_000,
  shouldStop: () => false,
};

export interface ShrunkSchedule {
  readonly schedule: Schedule;
  readonly executions: number;
  readonly states: number;
  readonly ablation: readonly Ablation[];
  readonly result: 'proven shortest' | '1-minimal' | 'budget';
  /** Simpler runs that break the same property and tell other stories. */
  readonly others: readonly Schedule[];
}

/**
 * `faults` are what the target promises to bear, and so what a shorter run may use. The schedule
 * must break the property.
 */
export function shrinkSchedule(
  target: PureTarget,
  property: PropertyId,
  schedule: Schedule,
  faults: readonly SearchFault[],
  limits: ShrinkLimits,
): ShrunkSchedule {
  const attempts = new ScheduleAttempts(target, property, schedule, limits);
  fewerDecisions(attempts);
  const isAtRest = !attempts.isExhausted;
  const search = new ShorterRuns(target, property, usableIn(attempts.best, faults), limits);
  let isProven = search.improve(attempts);
  if (!isProven && takeOther(target, property, attempts, faults, limits)) {
    isProven = search.improve(attempts);
  }
  if (!isProven && takeDetours(attempts, faults)) isProven = search.improve(attempts);
  isProven ||= search.proveAtLast(attempts);
  const ablation = ablate(attempts, limits);
  const isWhole = ablation.length === attempts.best.decisions.length;
  const isOneMinimal = isAtRest && isWhole && ablation.every(({ needed }) => needed);
  return {
    schedule: attempts.best,
    executions: attempts.executions,
    states: search.states,
    ablation,
    result: isProven ? 'proven shortest' : isOneMinimal ? '1-minimal' : 'budget',
    others: attempts.otherSchedules,
  };
}

/** Whether another run is shorter in the end, or needs a smaller cluster; it is the best then. */
function takeOther(
  target: PureTarget,
  property: PropertyId,
  attempts: ScheduleAttempts,
  faults: readonly SearchFault[],
  limits: ShrinkLimits,
): boolean {
  const before = attempts.best;
  const { keepsOrder } = attempts;
  for (const run of otherRuns(target, property, { ...before, keepsOrder }, faults, limits)) {
    // A smaller cluster has been found to do.
    if (run.nodes > attempts.best.nodes) break;
    const other = new ScheduleAttempts(target, property, run, limits);
    fewerDecisions(other);
    attempts.takeOver(other);
  }
  return attempts.best !== before;
}

function fewerDecisions(attempts: ScheduleAttempts): void {
  const keep = (decisions: readonly Decision[]): boolean => attempts.try(decisions);
  for (let before: Schedule | null = null; before !== attempts.best; ) {
    before = attempts.best;
    reduceList(attempts.best.decisions, keep);
    reducePairs(attempts.best.decisions, keep);
    calmerDecisions(attempts);
  }
}

/** A copy delivered becomes the message itself, a crash within a step becomes the whole step. */
function calmerDecisions(attempts: ScheduleAttempts): void {
  for (const [index, decision] of attempts.best.decisions.entries()) {
    const calmer = calmerThan(decision);
    if (calmer !== null) attempts.try(attempts.best.decisions.with(index, calmer));
  }
}

export function calmerThan(decision: Decision): Decision | null {
  switch (decision.kind) {
    case 'duplicate':
      return { ...decision, kind: 'deliver' };
    case 'crashWithin':
      return decision.step;
    default:
      return null;
  }
}

/** Each decision left is left out once more, while there is time: is the story gone without it? */
function ablate(attempts: ScheduleAttempts, { shouldStop }: ShrinkLimits): Ablation[] {
  const { best } = attempts;
  const ablation: Ablation[] = [];
  for (let part = 0; part < best.decisions.length && !shouldStop(); part += 1) {
    const without = { ...best, decisions: best.decisions.toSpliced(part, 1) };
    ablation.push({ part, needed: attempts.performedUntilBroken(without) === null });
  }
  return ablation;
}
