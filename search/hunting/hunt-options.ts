/** The options and the result of a hunt. */
import type { ActionKind } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Timing } from '../../simulator/target.ts';
import type { Engine, Finding, SavedRun } from '../finding.ts';
import type { ShrinkLimits } from '../shrinking/shrink-limits.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import type { FaultCounts } from '../../trace/fault-counts.ts';
import type { Learning } from '../guiding/learning.ts';
import type { SchedulerName } from '../walking/scheduler.ts';
import type { Coverage } from './coverage.ts';
import type { HuntOutcome } from './outcome.ts';
import type { HuntProgress } from './tally.ts';

/** The engines that a hunt alternates between. */
export type HuntingEngine = Exclude<Engine, 'exhaustive'>;

export const HUNTING_ENGINES: readonly HuntingEngine[] = ['timed', 'adversarial'];

/** A timed run takes about ten times as long as an adversarial one: both have the same time. */
export const ADVERSARIAL_PER_TIMED_RUN = 10;

export interface HuntOptions {
  /** A whole number of 32 bits: same seed, same runs. */
  readonly seed: number;
  readonly engines: readonly HuntingEngine[];
  /** Timed runs; of adversarial ones there are {@link ADVERSARIAL_PER_TIMED_RUN} times as many. */
  readonly maxRuns: number;
  /** Cluster sizes to draw from. */
  readonly nodes: readonly number[];
  /** Judged by these alone; null: by all. What else breaks is counted. */
  readonly sought: ReadonlySet<PropertyId> | null;
  readonly faults: readonly ActionKind[];
  /** The same for runs without a clock. */
  readonly searchFaults: readonly SearchFault[];
  readonly timing: Timing;
  /** Those of adversarial runs take turns. Default: uniform. */
  readonly schedulers?: readonly SchedulerName[] | undefined;
  /** The hunt ends with so many findings, each another story; Infinity: with the runs. */
  readonly maxFindings: number;
  readonly maxActions?: number;
  /** Asked whenever a find is about to be shrunk: a budget of time begins then. */
  readonly shrinkLimits?: () => ShrinkLimits;
  /** Asked before every run: a time budget, an interrupt. */
  readonly shouldStop: () => boolean;
  /** `soFar` is what the hunt would bring home if it ended now. */
  readonly onProgress?: (progress: HuntProgress, soFar: () => HuntResult) => void;
  /** One timed run in so many is performed twice. Default: more of live code, in 500 of other. */
  readonly recheckEvery?: number | undefined;
  /** Notes which abstract states the runs show. */
  readonly coverage?: Coverage | undefined;
  /** Keeps runs that show new states, and makes runs from kept ones; null: nothing is kept. */
  readonly learning?: Learning | null;
  /** Every run that failed, before shrinking. */
  readonly onFailedRun?: (run: SavedRun) => void;
  /** Around all that is done because a run has failed. Default: that is done like all else. */
  readonly unhurried?: Unhurried | undefined;
}

/**
 * Does some work, and takes the time for it: a run that has failed is performed again to be written
 * down, and would be lost with a performance that is cut short.
 */
export type Unhurried = <Result>(work: () => Result) => Result;

/** The first find of a hunt. */
export interface FirstFind {
  readonly engine: HuntingEngine;
  /** Runs of that engine up to and including the find. */
  readonly runs: number;
}

export interface HuntResult {
  readonly outcome: HuntOutcome;
  readonly progress: HuntProgress;
  readonly inconclusiveRuns: number;
  /** How often each judged property was put to the test, in the runs of both engines. */
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  /** How often each kind of fault happened, in the runs of both engines. */
  readonly faultCounts: Readonly<FaultCounts>;
  /** Null if there was none. */
  readonly firstFind: FirstFind | null;
  readonly findings: readonly Finding[];
  /** Properties that broke in some run, the sought ones included. */
  readonly broken: readonly PropertyId[];
  /** In how many runs each of them did; a run ends with the first of those that are sought. */
  readonly brokenRuns: Readonly<Partial<Record<PropertyId, number>>>;
  /** Runs that were performed twice, and how many of those went two ways. */
  readonly rechecked: number;
  readonly diverged: number;
}
