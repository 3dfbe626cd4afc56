/** How long shrinking may take, as a person says it and as the shrinker asks for it. */
import { USUAL_SHRINK_LIMITS } from '../../search/shrinking/shrink-schedule.ts';
import { USUAL_SHRINK_MS, type ShrinkLimits } from '../../search/shrinking/shrink-limits.ts';

/** How long the shrinking of one find may take; null: as long as it usually does. */
export interface ShrinkBudget {
  readonly ms: number | null;
  readonly executions: number | null;
}

/** A minute at most, and no more runs than usual. */
export const USUAL_SHRINK_BUDGET: ShrinkBudget = { ms: null, executions: null };

/** A time that is given is meant to be used; the states are what fits into half a gigabyte. */
const PATIENT_LIMITS = { maxExecutions: 1_000_000, maxStates: 5_000_000 };

/** Null for a budget that is a number of runs. */
export function shrinkMs({ ms, executions }: ShrinkBudget): number | null {
  return ms ?? (executions === null ? USUAL_SHRINK_MS : null);
}

/** Who may end shrinking before its time. */
interface Until {
  readonly isStopped: boolean;
}

/** The time of a budget begins now; `nowMs` is any clock that only goes forwards. */
export function shrinkLimits(
  { ms, executions }: ShrinkBudget,
  nowMs: () => number,
  until: Until = { isStopped: false },
  nodes: readonly number[] | null = null,
): ShrinkLimits {
  const endMs = nowMs() + (shrinkMs({ ms, executions }) ?? Infinity);
  const patience = ms === null ? USUAL_SHRINK_LIMITS : PATIENT_LIMITS;
  return {
    maxExecutions: executions ?? patience.maxExecutions,
    maxStates: patience.maxStates,
    shouldStop: () => until.isStopped || nowMs() >= endMs,
    nodes,
  };
}
