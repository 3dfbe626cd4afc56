/** Same input, same trace: proved by performing a scenario twice and comparing fingerprints. */
import type { Scenario } from '../../faults/scenario.ts';
import type { Target } from '../../simulator/target.ts';
import { Digest } from '../../trace/digest.ts';
import { performScenario } from './perform-scenario.ts';

/** A scenario that broke a property no longer does: the target is not a function of its input. */
export class DoesNotReproduce extends Error {
  override readonly name = 'DoesNotReproduce';
}

/** False if two performances of the same scenario differ anywhere. */
export function isDeterministic(target: Target, scenario: Scenario): boolean {
  return digestOf(target, scenario) === digestOf(target, scenario);
}

function digestOf(target: Target, scenario: Scenario): string {
  const digest = new Digest();
  performScenario(target, scenario, { sought: null, observers: [digest] });
  return digest.value;
}
