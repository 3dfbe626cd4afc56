/** For those who live in fast-check: properties, arbitraries and commands for `fc.assert`. */
import { checkedTarget } from '../adapters/checked-target.ts';
import { inMacrotask } from '../adapters/live/macrotask.ts';
import {
  commandArbitraries,
  scenarioArbitrary,
  type CommandArbitrary,
  type ScenarioArbitrary,
} from '../faults/scenario-arbitrary.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import type { PropertyId } from '../properties/property.ts';
import {
  liveScenarioProperty,
  scenarioProperty,
  type LiveScenarioProperty,
  type ScenarioJudge,
  type ScenarioProperty,
} from '../search/hunting/scenario-property.ts';
import type { LiveTarget, PureTarget, Target } from '../simulator/target.ts';
import { Caller } from './caller.ts';
import { listOf } from './option-lists.ts';
import { failedScenario } from './scenario-failed.ts';
import { scenarioRange, type ScenarioOptions } from './scenario-options.ts';

/** All may be left out. */
export interface RaftPropertyOptions extends ScenarioOptions {
  /** Only these count; all that are fair to the target by default. */
  readonly properties?: readonly PropertyId[];
  /** Where a finding is saved; `.whitewater` by default; null: nowhere. */
  readonly out?: string | null;
}

/**
 * A property for `fc.assert`: fast-check draws fault scripts with its own seed, path and shrinking,
 * and each is performed and judged. For a live target it is asynchronous: await `fc.assert`.
 *
 * The error of `fc.assert` shows fast-check's seed, path and counterexample, a `Scenario`.
 * Its `cause` is a {@link CheckFailed}. For a pure target that is the report of whitewater, made
 * from the same run and shrunk further, in most cases to a shortest run. For a live target it
 * reports the run that fast-check has arrived at, and its stack points at the caller.
 *
 * @example
 * ```ts
 * test('my election keeps its promises', () => {
 *   fc.assert(raftProperty(myElection, { nodes: [3] }), { numRuns: 300 });
 * });
 * ```
 *
 * @throws RangeError for an option out of range.
 */
export function raftProperty(target: PureTarget, options?: RaftPropertyOptions): ScenarioProperty;
export function raftProperty(
  target: LiveTarget,
  options?: RaftPropertyOptions,
): LiveScenarioProperty;
export function raftProperty(
  given: Target,
  { properties, out, ...range }: RaftPropertyOptions = {},
): ScenarioProperty | LiveScenarioProperty {
  // `fc.assert` performs live code in a later macrotask: only now the stack knows the test.
  const caller = new Caller(raftProperty);
  const target = checkedTarget(given);
  if (properties !== undefined) listOf('properties', properties, PROPERTY_IDS, 'properties');
  const drawn = scenarioArbitrary(scenarioRange(target, range));
  target.load?.();
  const judge: ScenarioJudge = {
    target,
    sought: properties === undefined ? null : new Set(properties),
    errorOf(property, failing) {
      const failed = failedScenario(target, property, failing, { ...range, out });
      return target.family === 'live' ? caller.pointed(failed) : failed;
    },
  };
  if (target.family === 'live') return liveScenarioProperty(drawn, judge, inMacrotask);
  return scenarioProperty(drawn, judge);
}

/**
 * Draws the fault scripts that `raftProperty` performs: plain data, for properties of your own.
 *
 * @throws RangeError for an option out of range.
 */
export function scenarios(target: Target, options: ScenarioOptions = {}): ScenarioArbitrary {
  return scenarioArbitrary(scenarioRange(target, options));
}

/**
 * Arbitraries of single faults as commands, for `fc.commands` beside commands of your own. Perform
 * them in a {@link simulation}: `fc.modelRun(() => simulated.setup, commands)`.
 *
 * @throws RangeError for an option out of range.
 */
export function faultCommands(target: Target, options: ScenarioOptions = {}): CommandArbitrary[] {
  return commandArbitraries(scenarioRange(target, options));
}

/** Where a cluster can still go is judged by `explore` alone. */
const PROPERTY_IDS = PROPERTIES.filter(({ kind }) => kind !== 'possibility').map(({ id }) => id);
