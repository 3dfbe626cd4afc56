/** One scenario as a property of fast-check, which then draws, counts and shrinks by itself. */
import fc from 'fast-check';
import type { Scenario } from '../../faults/scenario.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Target } from '../../simulator/target.ts';
import { performScenario } from '../running/perform-scenario.ts';
import type { Failing } from '../shrinking/scenario-attempts.ts';
import { breaksOneOf } from './first-failure.ts';

/** What `fc.assert` takes. */
export type ScenarioProperty = fc.IPropertyWithHooks<[Scenario]>;

/** The same for live code: await `fc.assert`. */
export type LiveScenarioProperty = fc.IAsyncPropertyWithHooks<[Scenario]>;

/** How each scenario is judged. */
export interface ScenarioJudge {
  readonly target: Target;
  /** Judged by these alone; null: by all that are fair to the target. */
  readonly sought: ReadonlySet<PropertyId> | null;
  /** What a scenario that fails throws. */
  readonly errorOf: (property: PropertyId, failing: Failing) => Error;
}

/** For targets that can be run anywhere. */
export function scenarioProperty(
  scenarios: fc.Arbitrary<Scenario>,
  judge: ScenarioJudge,
): ScenarioProperty {
  return fc.property(scenarios, (scenario) => judgeScenario(judge, scenario));
}

/** For live targets: `inPlace` does its work where they can run. */
export function liveScenarioProperty(
  scenarios: fc.Arbitrary<Scenario>,
  judge: ScenarioJudge,
  inPlace: (work: () => void) => Promise<void>,
): LiveScenarioProperty {
  return fc.asyncProperty(scenarios, (scenario) => inPlace(() => judgeScenario(judge, scenario)));
}

function judgeScenario({ target, sought, errorOf }: ScenarioJudge, scenario: Scenario): void {
  const result = performScenario(target, scenario, { sought });
  const property = breaksOneOf(result, sought);
  if (property !== null) throw errorOf(property, { scenario, result });
  // A run that was cut short proves nothing: fast-check draws another in its place.
  fc.pre(result.ending?.kind !== 'limitReached');
}
