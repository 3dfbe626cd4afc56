/** One line of the kill matrix: all engines that can, against one mutant or control. */
import { performance } from 'node:perf_hooks';
import { matrixRow, type MatrixRow } from '../search/canary/kill-matrix.ts';
import { stoppedBy } from '../search/shrinking/shrink-limits.ts';
import { USUAL_SHRINK_LIMITS } from '../search/shrinking/shrink-schedule.ts';
import { evaluateExhaustively } from '../search/canary/evaluate-exhaustively.ts';
import { evaluate, type EvaluationBudget } from '../search/canary/evaluation.ts';
import type { Subject } from './mutant-cases.ts';

const MAX_ACTIONS = 40;

/** What may differ from trial to trial. */
export type EvaluationSize = Pick<EvaluationBudget, 'seed' | 'timing' | 'maxRuns' | 'shouldStop'> &
  Partial<Pick<EvaluationBudget, 'shrinkLimits'>>;

export function evaluateCase(
  { mutantCase, known, engines }: Subject,
  size: EvaluationSize,
): MatrixRow {
  const budget: EvaluationBudget = {
    maxActions: MAX_ACTIONS,
    shrinkLimits: () => stoppedBy(USUAL_SHRINK_LIMITS, size.shouldStop),
    nowMs: () => performance.now(),
    ...size,
  };
  return matrixRow(
    known,
    engines.map((engine) =>
      engine === 'exhaustive'
        ? evaluateExhaustively(mutantCase, budget)
        : evaluate(mutantCase, engine, budget),
    ),
  );
}
