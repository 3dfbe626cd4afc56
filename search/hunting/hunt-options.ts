/** What a hunt is told, and what it brings home. */
import type { ActionKind } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Verdict } from '../../properties/verdict.ts';
import type { Timing } from '../../simulator/target.ts';
import type { Engine, Finding, SavedRun } from '../finding.ts';
import type { ShrinkLimits } from '../shrinking/shrink-limits.ts';
import type { SearchFault } from '../exploring/bounds.ts';
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
  /** Only these count as a find; null: any property. */
  readonly sought: ReadonlySet<PropertyId> | null;
  readonly faults: readonly ActionKind[];
  /** The same for runs without a clock. */
  readonly searchFaults: readonly SearchFault[];
  readonly timing: Timing;
  /** The hunt ends with so many findings, each of another property; Infinity: with the runs. */
  readonly maxFindings: number;
  readonly maxActions?: number;
  /** Asked whenever a find is about to be shrunk: a budget of time begins then. */
  readonly shrinkLimits?: () => ShrinkLimits;
  /** Asked before every run: a time budget, an interrupt. */
  readonly shouldStop: () => boolean;
  readonly onProgress?: (progress: HuntProgress) => void;
  /** Every run that failed, before shrinking. */
  readonly onFailedRun?: (run: SavedRun) => void;
}

/** A run in which the target threw. */
export interface TargetCrash {
  readonly node: number;
  readonly error: string;
  readonly run: SavedRun;
}

/** The first find of a hunt. */
export interface FirstFind {
  readonly engine: HuntingEngine;
  /** Runs of that engine up to and including the find. */
  readonly runs: number;
}

export interface HuntResult {
  readonly verdict: Verdict;
  readonly progress: HuntProgress;
  readonly inconclusiveRuns: number;
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  /** Null if there was none. */
  readonly firstFind: FirstFind | null;
  readonly findings: readonly Finding[];
  readonly crash: TargetCrash | null;
  /** Properties that broke in some run, the sought ones included. */
  readonly broken: readonly PropertyId[];
  /** In how many runs each of them did; a run ends with the first of those that are sought. */
  readonly brokenRuns: Readonly<Partial<Record<PropertyId, number>>>;
  /** Runs that were performed twice, and how many of those went two ways. */
  readonly rechecked: number;
  readonly diverged: number;
}
