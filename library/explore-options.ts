/** The options of a search, and their defaults. */
import type { PropertyId } from '../properties/property.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import { safetyFairTo } from '../search/running/fair-properties.ts';
import { SAFETY_PROPERTIES } from '../search/running/perform-schedule.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import {
  BOUNDS_LIMITS,
  SEARCH_FAULTS,
  TEST_BOUNDS,
  type Bounds,
  type SearchFault,
} from '../search/exploring/bounds.ts';
import type { PureTarget, Timing } from '../simulator/target.ts';
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
  /** Of safety alone, for without a clock nothing is owed in time; all of it by default. */
  readonly properties?: readonly PropertyId[];
  /** The timing passed to nodes; `lab` by default. */
  readonly timing?: 'lab' | 'paper' | Timing;
  /** Where a finding is saved; `.whitewater` by default; null: nowhere. */
  readonly out?: string | null;
}

/** What is searched. */
export interface ExplorePlan {
  readonly bounds: Bounds;
  readonly properties: readonly PropertyId[];
  readonly timing: Timing;
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
  'out',
];

const PROPERTY_IDS: readonly PropertyId[] = PROPERTIES.map(({ id }) => id);
const SAFETY: readonly PropertyId[] = SAFETY_PROPERTIES.map(({ id }) => id);

/** Throws a RangeError that names the option. */
export function planExplore(target: PureTarget, options: ExploreOptions): ExplorePlan {
  refuseUnknown('option', options, OPTIONS);
  const smallest = target.smallestCluster ?? 1;
  const { nodes = Math.max(TEST_BOUNDS.nodes, smallest), maxTerm } = options;
  const { maxDecisions = TEST_BOUNDS.maxDecisions, maxStates = TEST_BOUNDS.maxStates } = options;
  const fair = safetyFairTo(target.capabilities, null).map(({ id }) => id);
  const { faults = searchFaultsFairTo(target.capabilities), properties = fair } = options;
  if (faults.length > 0) listOf('faults', faults, SEARCH_FAULTS, null);
  listOf('properties', properties, PROPERTY_IDS, 'properties');
  refuseOwedInTime(properties);
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
    timing: timingOf(target, options.timing),
    setting: optionsText({ nodes, maxDecisions }, options),
  };
}

function refuseOwedInTime(properties: readonly PropertyId[]): void {
  const owed = properties.find((id) => !SAFETY.includes(id));
  if (owed === undefined) return;
  throw new BadOption(`properties: ${owed} is owed in time, and a search has no clock`);
}
