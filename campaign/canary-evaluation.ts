/** One line of the kill matrix: all engines that can, against one mutant or control. */
import { performance } from 'node:perf_hooks';
import { matrixRow, type MatrixRow } from '../search/canary/kill-matrix.ts';
import { USUAL_SHRINK_LIMITS } from '../search/shrinking/shrink-schedule.ts';
import { attack, type TrialBudget } from '../search/canary/evaluation.ts';
import type { Subject } from './mutant-cases.ts';

const MAX_ACTIONS = 40;

/** What may differ from trial to trial. */
export type TrialSize = Pick<TrialBudget, 'seed' | 'timing' | 'maxRuns' | 'shouldStop'> &
  Partial<Pick<TrialBudget, 'shrinkLimits'>>;

export function tryOne({ specimen, known, engines }: Subject, size: TrialSize): MatrixRow {
  const budget: TrialBudget = {
    maxActions: MAX_ACTIONS,
    shrinkLimits: () => USUAL_SHRINK_LIMITS,
    nowMs: () => performance.now(),
    ...size,
  };
  return matrixRow(
    known,
    engines.map((engine) => attack(specimen, engine, budget)),
  );
}
