/** The options of a search, and their defaults. */
import type { PropertyId } from '../properties/property.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import { safetyFairTo } from '../search/running/fair-properties.ts';
import { goalsFairTo, unfairBecause } from '../search/dead-ends/fair-goals.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import {
  BOUNDS_LIMITS,
  SEARCH_FAULTS,
  TEST_BOUNDS,
  type Bounds,
  type SearchFault,
} from '../search/exploring/bounds.ts';
import type { PureTarget, Timing } from '../simulator/target.ts';
import { DEAD_END_GOALS } from '../trace/dead-end.ts';
import { timingOf } from './check-options.ts';
import { BadOption, listOf, refuseUnknown, wholeNumber } from './option-lists.ts';
import { optionsText } from './setting.ts';

/** The bounds of a search; all may be left out. */
export interface ExploreOptions {
  /** Size of the cluster, 1 to 9; 3 by default. */
  readonly nodes?: number;
  /** Longest runs to try: timers, deliveries, copies, proposals, crashes; 6 by default. */
  readonly maxDecisions?: number;
  /** Leaves out what happens in higher terms; no such bound by default. */
  readonly maxTerm?: number;
  /** Stops after so many states, each about a hundred bytes; a million by default. */
  readonly maxStates?: number;
  /** What may go wrong beside late and lost messages; all that is promised by default. */
  readonly faults?: readonly SearchFault[];
  /**
   * Safety, and the possibilities `leader-electable` and `proposal-committable`; without a clock
   * nothing is owed in time. All that is fair to the target by default.
   */
  readonly properties?: readonly PropertyId[];
  /** The timing passed to nodes; `lab` by default. */
  readonly timing?: 'lab' | 'paper' | Timing;
  /**
   * Threads at most, 1 to 256; 1 by default. More than one only for a target that is given as the
   * URL of its module: a thread cannot be given functions, and imports them by itself.
   */
  readonly workers?: number;
  /** Where a finding is saved; `.whitewater` by default; null: nowhere. */
  readonly out?: string | null;
}

/** What is searched. */
export interface ExplorePlan {
  readonly bounds: Bounds;
  readonly properties: readonly PropertyId[];
  readonly timing: Timing;
  /** What it comes to does not depend on it. */
  readonly workers: number;
  /** Possibilities that are none even at the first boot are not judged: nobody asked for them. */
  readonly sparesFirstBoot: boolean;
  /** The options that search the same again. */
  readonly setting: string;
}

const OPTIONS: readonly (keyof ExploreOptions)[] = [
  'nodes',
  'maxDecisions',
  'maxTerm',
  'maxStates',
  'faults',
  'properties',
  'timing',
  'workers',
  'out',
];

const MAX_WORKERS = 256;

const PROPERTY_IDS: readonly PropertyId[] = PROPERTIES.map(({ id }) => id);
const JUDGED: readonly PropertyId[] = PROPERTIES.filter(({ kind }) => kind !== 'liveness').map(
  ({ id }) => id,
);

/** Throws a RangeError that names the option. */
export function planExplore(target: PureTarget, options: ExploreOptions): ExplorePlan {
  refuseUnknown('option', options, OPTIONS);
  const smallest = target.smallestCluster ?? 1;
  const { nodes = Math.max(TEST_BOUNDS.nodes, smallest), maxTerm } = options;
  const { maxDecisions = TEST_BOUNDS.maxDecisions, maxStates = TEST_BOUNDS.maxStates } = options;
  const { capabilities } = target;
  const safety = safetyFairTo(capabilities, null).map(({ id }) => id);
  const fair = [...safety, ...goalsFairTo(capabilities)];
  const { faults = searchFaultsFairTo(capabilities), properties = fair } = options;
  if (faults.length > 0) listOf('faults', faults, SEARCH_FAULTS, null);
  listOf('properties', properties, PROPERTY_IDS, 'properties');
  refuseOwedInTime(properties);
  refuseUnfair(properties, target);
  return {
    bounds: {
      nodes: wholeNumber('nodes', nodes, smallest, BOUNDS_LIMITS.nodes),
      maxDecisions: wholeNumber('maxDecisions', maxDecisions, 1, BOUNDS_LIMITS.maxDecisions),
      maxTerm:
        maxTerm === undefined ? null : wholeNumber('maxTerm', maxTerm, 1, BOUNDS_LIMITS.maxTerm),
      maxStates: wholeNumber('maxStates', maxStates, 1, BOUNDS_LIMITS.maxStates),
      faults: SEARCH_FAULTS.filter((fault) => faults.includes(fault)),
    },
    properties,
    sparesFirstBoot: options.properties === undefined,
    workers: wholeNumber('workers', options.workers ?? 1, 1, MAX_WORKERS),
    timing: timingOf(target, options.timing),
    setting: optionsText({ nodes, maxDecisions }, options),
  };
}

function refuseOwedInTime(properties: readonly PropertyId[]): void {
  const owed = properties.find((id) => !JUDGED.includes(id));
  if (owed === undefined) return;
  throw new BadOption(`properties: ${owed} is owed in time, and a search has no clock`);
}

function refuseUnfair(properties: readonly PropertyId[], { capabilities }: PureTarget): void {
  for (const goal of DEAD_END_GOALS) {
    const why = properties.includes(goal) ? unfairBecause(goal, capabilities) : null;
    if (why !== null) throw new BadOption(`properties: ${goal} cannot be judged: ${why}`);
  }
}
