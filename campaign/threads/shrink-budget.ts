/** How long shrinking may take, as a person says it and as the shrinker asks for it. */
import { USUAL_SHRINK_LIMITS } from '../../search/shrinking/shrink-schedule.ts';
import type { ShrinkLimits } from '../../search/shrinking/schedule-attempts.ts';

/** How long the shrinking of one find may take; null: as long as it usually does. */
export interface ShrinkBudget {
  readonly ms: number | null;
  readonly executions: number | null;
}

/** No more time and no more runs than usual. */
export const USUAL_SHRINK_BUDGET: ShrinkBudget = { ms: null, executions: null };

/** Whoever gives a time wants it used; the states are what fits into half a gigabyte. */
const PATIENT_LIMITS = { maxExecutions: 1_000_000, maxStates: 5_000_000 };

/** The time of a budget begins now, and may be ended; `nowMs` is any clock that only goes forwards. */
export function shrinkLimits(
  { ms, executions }: ShrinkBudget,
  nowMs: () => number,
  until: { readonly isStopped: boolean } = { isStopped: false },
): ShrinkLimits {
  const endMs = ms === null ? Infinity : nowMs() + ms;
  const patience = ms === null ? USUAL_SHRINK_LIMITS : PATIENT_LIMITS;
  return {
    maxExecutions: executions ?? patience.maxExecutions,
    maxStates: patience.maxStates,
    shouldStop: () => until.isStopped || nowMs() >= endMs,
  };
}
