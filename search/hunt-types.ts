/** What a hunt is told, and what it brings home. */
import type { ActionKind } from '../faults/action.ts';
import type { PropertyId } from '../properties/property.ts';
import type { Verdict } from '../properties/verdict.ts';
import type { Timing } from '../simulator/target.ts';
import type { Failing } from './attempts.ts';
import type { Finding } from './finding.ts';
import type { HuntProgress } from './tally.ts';

export interface HuntOptions {
  /** A whole number of 32 bits: same seed, same runs. */
  readonly seed: number;
  readonly maxRuns: number;
  /** Cluster sizes to draw from. */
  readonly nodes: readonly number[];
  /** Only these count as a find; null: any property. */
  readonly sought: ReadonlySet<PropertyId> | null;
  readonly faults: readonly ActionKind[];
  readonly timing: Timing;
  /** False: goes on to `maxRuns` after the first find, and counts. */
  readonly stopAtFirst: boolean;
  readonly maxActions?: number;
  readonly shrinkExecutions?: number;
  /** Asked before every run: a time budget, an interrupt. */
  readonly shouldStop: () => boolean;
  readonly onProgress?: (progress: HuntProgress) => void;
  /** Every run that failed, before shrinking. */
  readonly onFailedRun?: (failing: Failing) => void;
}

/** A run in which the target threw. */
export interface TargetCrash {
  readonly node: number;
  readonly error: string;
  readonly failing: Failing;
}

export interface HuntResult {
  readonly verdict: Verdict;
  readonly progress: HuntProgress;
  readonly inconclusiveRuns: number;
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  /** Runs up to and including the first find; null if there was none. */
  readonly runsToFind: number | null;
  readonly findings: readonly Finding[];
  readonly crash: TargetCrash | null;
  /** Properties that broke in some run, the sought ones included. */
  readonly broken: readonly PropertyId[];
  /** Runs that were performed twice, and how many of those went two ways. */
  readonly rechecked: number;
  readonly diverged: number;
}
