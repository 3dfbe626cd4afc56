/** `--shrink-budget`: a time such as 30s, or a number of runs such as 5000x. */
import { USUAL_SHRINK_BUDGET, type ShrinkBudget } from '../campaign/threads/shrink-budget.ts';
import { parseBudget } from './quantity.ts';

/** As usual if nothing is said; throws a refusal of one line. */
export function parseShrinkBudget(text: string | undefined): ShrinkBudget {
  if (text === undefined) return USUAL_SHRINK_BUDGET;
  const budget = parseBudget(text, '--shrink-budget');
  return budget.kind === 'time'
    ? { ms: budget.ms, executions: null }
    : { ms: null, executions: budget.runs };
}
