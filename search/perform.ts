/** Performs a scenario exactly as it stands: no fast-check, no generation. */
import type { Scenario } from '../faults/scenario.ts';
import type { PureTarget } from '../simulator/target.ts';
import { Run, type RunOptions, type RunResult } from './run.ts';

/** Same target and scenario: same result, and the same trace for whoever observes. */
export function performScenario(
  target: PureTarget,
  scenario: Scenario,
  options: RunOptions,
): RunResult {
  const run = new Run(target, scenario, options);
  for (const action of scenario.actions) run.act(action);
  return run.finish();
}
