// A finding of a timed run, of a made-up target: shrinking it takes a tenth of a second.
import type { Finding } from '../../../search/finding.ts';
import { performScenario } from '../../../search/running/perform-scenario.ts';
import { findingOfScenario } from '../../../search/shrinking/make-finding.ts';
import type { Failing } from '../../../search/shrinking/scenario-attempts.ts';
import type { PropertyId } from '../../../properties/property.ts';
import type { Scenario } from '../../../faults/scenario.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { BROKEN, hasAll, limits, scenarioOf, targetOf } from './problem.ts';

/** Breaks with a clock only, so that its finding stays a scenario. */
export const TIMED = targetOf({
  timers: ['t'],
  breaks: (past, _, timeMs) => timeMs !== null && hasAll(past, ['a', 'b']),
});

/** Breaks what is made of `TIMED`, half of it in vain. */
export const SAYS_A_AND_B = scenarioOf(
  ['x', 'a', 'y', 'b'].map((command) => ({ kind: 'propose', node: 1, command })),
  2,
);

export function failing(
  target: PureTarget,
  scenario: Scenario,
  property: PropertyId = BROKEN,
): Failing {
  return { scenario, result: performScenario(target, scenario, { sought: new Set([property]) }) };
}

/** Not shrunk yet: there was no time. */
export function timedFinding(): Finding {
  const smallest = failing(TIMED, SAYS_A_AND_B);
  const met = { property: BROKEN, original: smallest, smallest, executions: 0 } as const;
  return findingOfScenario(TIMED, met, limits({ shouldStop: () => true })).finding;
}
