/** From a failing run that was collected to a finding: anywhere, and at any later time. */
import type { Scenario } from '../../faults/scenario.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Target } from '../../simulator/target.ts';
import type { Failure } from '../hunting/failure.ts';
import { performScenario } from '../running/perform-scenario.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import { untimedSize } from '../run-size.ts';
import { findingOfScenario, findingOfSchedule, type ShrinkResult } from './make-finding.ts';
import type { ShrinkLimits } from './shrink-limits.ts';

/**
 * `sought` is what the hunt looked for. Throws {@link DoesNotReproduce} if the run does not fail
 * again.
 */
export function findingOfFailure(
  target: Target,
  { property, foundBy, run }: Failure,
  sought: ReadonlySet<PropertyId> | null,
  limits: ShrinkLimits,
): ShrinkResult {
  if (run.kind === 'schedule') {
    const { events } = performSchedule(target, run, { sought: new Set([property]) });
    const met = { property, foundBy, original: untimedSize(run, events) };
    return findingOfSchedule(target, met, run, limits);
  }
  const { nodes, seed, timing, settings, actions } = run;
  const scenario: Scenario = { nodes, seed, timing, settings, actions };
  const original = { scenario, result: performScenario(target, scenario, { sought }) };
  const met = { property, original, smallest: original, executions: 0 };
  return findingOfScenario(target, met, limits);
}
