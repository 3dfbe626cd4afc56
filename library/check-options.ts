/** The options of a check, and their defaults. */
import type { ActionKind } from '../faults/action.ts';
import { ACTIONS, kindsFairTo } from '../faults/catalogue.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import type { PropertyId } from '../properties/property.ts';
import { HUNTING_ENGINES, type HuntOptions } from '../search/hunting/hunt-options.ts';
import { searchFaultsFairTo, searchFaultsOf } from '../search/search-faults.ts';
import { MAX_NODES } from '../simulator/contract.ts';
import { USUAL_SHRINK_MS, type ShrinkLimits } from '../search/shrinking/shrink-limits.ts';
import { USUAL_SHRINK_LIMITS } from '../search/shrinking/shrink-schedule.ts';
import type { Target, Timing } from '../simulator/target.ts';
import { drawSeed, elapsedMs } from './stopwatch.ts';
import { BadOption, listOf, nonEmptyList, refuseUnknown, wholeNumber } from './option-lists.ts';
import { TIMINGS } from './timings.ts';

/** All may be left out. */
export interface CheckOptions {
  /**
   * Runs with clocks, latencies and faults. A pure target gets ten times as many runs besides in
   * which fast-check picks what happens next. 200 by default: about a second for a pure target.
   */
  readonly runs?: number;
  /**
   * Stops sooner: milliseconds of real time, shrinking not counted. Default, there is no limit
   * if `runs` is given, and else three seconds: test runners give up after five.
   */
  readonly budgetMs?: number;
  /** A whole number from 0 to 2³² − 1; same seed, same runs. Drawn anew by default. */
  readonly seed?: number;
  /** Sizes of clusters to draw from, each 1 to 9; 3 and 5 by default. */
  readonly nodes?: readonly number[];
  /** What may go wrong, even beyond what the target promises; all that it promises by default. */
  readonly faults?: readonly ActionKind[];
  /** Only these count; all that are fair to the target by default. */
  readonly properties?: readonly PropertyId[];
  /** The timing passed to nodes: `lab` (400–550 ms, the default), `paper` (150–300), or yours. */
  readonly timing?: 'lab' | 'paper' | Timing;
  /** Where a finding is saved; `.whitewater` by default; null: nowhere. */
  readonly out?: string | null;
}

const OPTIONS: readonly (keyof CheckOptions)[] = [
  'runs',
  'budgetMs',
  'seed',
  'nodes',
  'faults',
  'properties',
  'timing',
  'out',
];

const USUAL_RUNS = 200;
const USUAL_BUDGET_MS = 3000;
const USUAL_NODES: readonly number[] = [3, 5];
const USUAL_ACTIONS = 40;
const MAX_RUNS = 1_000_000_000;
/** Some seconds: a test has to end soon. */
const MAX_SHRINK_STATES = 600_000;
const MAX_SEED = 2 ** 32 - 1;

export const FAULT_KINDS = ACTIONS.map(({ kind }) => kind);
/** Where a cluster can still go is judged by `explore` alone. */
const PROPERTY_IDS = PROPERTIES.filter(({ kind }) => kind !== 'possibility').map(({ id }) => id);

/** The usual sizes that a target is meant for; its smallest if it is meant for none of them. */
export function usualNodes({ smallestCluster = 1 }: Target): readonly number[] {
  const enough = USUAL_NODES.filter((nodes) => nodes >= smallestCluster);
  return enough.length === 0 ? [smallestCluster] : enough;
}

/** Throws a RangeError that names the option. */
export function huntOptions(target: Target, options: CheckOptions): HuntOptions {
  refuseUnknown('option', options, OPTIONS);
  const { runs = USUAL_RUNS, seed = drawSeed(), nodes = usualNodes(target) } = options;
  const usualBudgetMs = options.runs === undefined ? USUAL_BUDGET_MS : undefined;
  const { faults, properties } = options;
  if (faults !== undefined) listOf('faults', faults, FAULT_KINDS, 'faults');
  if (properties !== undefined) listOf('properties', properties, PROPERTY_IDS, 'properties');
  nonEmptyList('nodes', nodes);
  const smallest = target.smallestCluster ?? 1;
  return {
    seed: wholeNumber('seed', seed, 0, MAX_SEED),
    engines: HUNTING_ENGINES,
    maxRuns: wholeNumber('runs', runs, 1, MAX_RUNS),
    nodes: nodes.map((size) => wholeNumber('nodes', size, smallest, MAX_NODES)),
    sought: properties === undefined ? null : new Set(properties),
    faults: faults ?? kindsFairTo(target.capabilities),
    searchFaults:
      faults === undefined ? searchFaultsFairTo(target.capabilities) : searchFaultsOf(faults),
    timing: timingOf(target, options.timing),
    maxFindings: 1,
    maxActions: USUAL_ACTIONS,
    shrinkLimits: () => usualShrinkLimits(options.nodes),
    shouldStop: stopAfter(options.budgetMs ?? usualBudgetMs),
  };
}

/** Time begins now; a shrunk run keeps to the cluster sizes that were asked for. */
export function usualShrinkLimits(nodes: readonly number[] | undefined): ShrinkLimits {
  const shouldStop = stopAfter(USUAL_SHRINK_MS);
  return { ...USUAL_SHRINK_LIMITS, maxStates: MAX_SHRINK_STATES, shouldStop, nodes: nodes ?? null };
}

/** The target's own pace if it has one, else the one given, or of that name. */
export function timingOf(target: Target, options: CheckOptions['timing'] = 'lab'): Timing {
  if (target.timing !== undefined) return target.timing;
  if (typeof options !== 'string') return options;
  const timing = TIMINGS[options] as Timing | undefined;
  if (timing !== undefined) return timing;
  throw new BadOption(`timing: ${String(options)} is none of ${Object.keys(TIMINGS).join(', ')}`);
}

/** Asks the real clock; from now on. */
export function stopAfter(budgetMs: number | undefined): () => boolean {
  if (budgetMs === undefined) return () => false;
  if (!(budgetMs > 0)) throw new BadOption(`budgetMs: ${budgetMs} is no time`);
  const elapsed = elapsedMs();
  return () => elapsed() >= budgetMs;
}
