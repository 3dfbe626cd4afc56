/** The first failing timed run of a batch, and what fast-check's shrinking makes of it. */
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Failing } from '../shrinking/scenario-attempts.ts';
import type { RunResult } from '../running/run.ts';

/**
 * fast-check tries simpler runs until this many were tried. It stops early on schedules anyway, and
 * the rest is for the project's own passes.
 */
const FAST_CHECK_SHRINKS = 400;

export class FirstFailure {
  /** The property that broke first; shrinking never changes it. */
  readonly property: PropertyId;
  readonly original: Failing;
  readonly #maxExecutions: number;
  #smallest: Failing;
  #executions = 0;

  constructor(property: PropertyId, original: Failing) {
    this.property = property;
    this.original = original;
    this.#smallest = original;
    // Safety is shrunk without a clock, decision by decision: no simpler scenario is needed.
    this.#maxExecutions = propertyNamed(property).kind === 'safety' ? 0 : FAST_CHECK_SHRINKS;
  }

  /** The smallest failing run so far. */
  get smallest(): Failing {
    return this.#smallest;
  }

  /** Runs that fast-check's shrinking took. */
  get executions(): number {
    return this.#executions;
  }

  get isAtRest(): boolean {
    return this.#executions >= this.#maxExecutions;
  }

  /** Whether a simpler run still breaks the same property; if so it is remembered. */
  stillBreaks(candidate: Failing): boolean {
    this.#executions += 1;
    const breaks = breaksOneOf(candidate.result, new Set([this.property])) !== null;
    if (breaks) this.#smallest = candidate;
    return breaks;
  }
}

/** The first of these properties that a run broke; with null, the first of any. */
export function breaksOneOf(
  result: Pick<RunResult, 'violations'>,
  sought: ReadonlySet<PropertyId> | null,
): PropertyId | null {
  const first = result.violations.find(({ property }) => sought === null || sought.has(property));
  return first?.property ?? null;
}
