/** How long shrinking may take, as a person says it and as the shrinker asks for it. */
import { USUAL_SHRINK_LIMITS } from '../search/shrink-schedule.ts';
import type { ShrinkLimits } from '../search/schedule-attempts.ts';
import type { ShrinkBudget } from './hunt-order.ts';

/** No more time and no more runs than usual. */
export const USUAL_SHRINK_BUDGET: ShrinkBudget = { ms: null, executions: null };

/** The time of a budget begins now; `nowMs` is any clock that only goes forwards. */
export function shrinkLimits({ ms, executions }: ShrinkBudget, nowMs: () => number): ShrinkLimits {
  const endMs = ms === null ? Infinity : nowMs() + ms;
  return {
    ...USUAL_SHRINK_LIMITS,
    maxExecutions: executions ?? USUAL_SHRINK_LIMITS.maxExecutions,
    shouldStop: () => nowMs() >= endMs,
  };
}
