/** Performs a scenario exactly as it stands: no fast-check, no generation. */
import type { Scenario } from '../../faults/scenario.ts';
import type { Target } from '../../simulator/target.ts';
import { Run, type RunOptions, type RunResult } from './run.ts';

/** Same target and scenario: same result, and the same trace for all observers. */
export function performScenario(
  target: Target,
  scenario: Scenario,
  options: RunOptions,
): RunResult {
  const run = new Run(target, scenario, options);
  for (const action of scenario.actions) run.act(action);
  return run.finish();
}
