/** One batch of a hunt whose failing runs are collected as they are, and shrunk later. */
import type { Target } from '../../simulator/target.ts';
import type { KeptRun } from '../guiding/kept-run.ts';
import { isGuidedChunk, Learning } from '../guiding/learning.ts';
import { signatureOf } from '../identity.ts';
import { batchSeed } from './batch.ts';
import { BatchRunner, type Meeting } from './batch-runner.ts';
import { Coverage, NOTHING_COVERED, type CoverageSeen } from './coverage.ts';
import type { HuntCounts } from './counts.ts';
import type { Failure } from './failure.ts';
import type { HuntOptions } from './hunt-options.ts';
import { Stories } from './stories.ts';

/** What became of one batch: plain data, and nothing of the time that it took. */
export interface BatchResult {
  readonly counts: HuntCounts;
  /** Unshrunk, one of each story; at most as many as the hunt has findings. */
  readonly failures: readonly Failure[];
  readonly coverage: CoverageSeen;
  /** False if a stop was requested before its last run. */
  readonly isWhole: boolean;
  /** Whether a hunt that has come here looks no further. */
  readonly isEnough: boolean;
  /** Whether its runs were made from kept ones: then no statistics speak of them. */
  readonly isGuided: boolean;
  /** Runs that show what no kept run shows, or show it sooner. */
  readonly learned: readonly KeptRun[];
}

type RunsMade = Pick<HuntCounts, 'runs' | 'adversarialRuns'>;

/** Hears of what happens while it happens. */
export interface BatchListener {
  /** After every run; `counts` adds up what `made` is a part of. */
  onProgress(made: RunsMade, counts: () => HuntCounts): void;
  /** A failing run that tells a new story. */
  onFailure(failure: Failure): void;
}

export interface BatchOptions
  extends Omit<HuntOptions, 'onProgress' | 'shrinkLimits' | 'coverage' | 'learning'> {
  /** The runs that the hunt has begun with; null: it keeps none. */
  readonly corpus?: readonly KeptRun[] | null;
}

/**
 * Performs the runs of one batch and shrinks none: a pure function of the target, the options and
 * the number of the batch. So the batches of a hunt can be performed anywhere and in any order.
 */
export function performBatch(
  target: Target,
  options: BatchOptions,
  batch: number,
  listener: BatchListener = { onProgress: () => undefined, onFailure: () => undefined },
): BatchResult {
  const { maxFindings } = options;
  const failures: Failure[] = [];
  const stories = new Stories();
  const isEnough = (diverged: number): boolean => failures.length + diverged >= maxFindings;
  /** Keeps the run, and lets its engine go on. */
  const takes = ({ property, engine, number, run, witness }: Meeting): boolean => {
    if (!stories.takes(property, witness)) return false;
    const seen = witness();
    const signature = seen === null ? null : signatureOf(property, seen);
    const failure = { property, foundBy: engine, number, run: run(), signature };
    failures.push(failure);
    listener.onFailure(failure);
    return false;
  };
  const counts = (): HuntCounts => runner.counts;
  const progressed = (): void => listener.onProgress(runner.tally, counts);
  const learning = learningOf(options, batch);
  const coverage = new Coverage(learning?.listeners);
  const taker = { isEnough, takes, progressed };
  const runner = new BatchRunner(target, { ...options, coverage, learning }, taker, batch);
  runner.guarded(() => {
    runner.timed(batch);
    runner.adversarial(batch);
  });
  const isDivergent = runner.counts.divergence?.kind === 'answer';
  return {
    ...comesOf(learning, coverage),
    counts: runner.counts,
    failures,
    isWhole: isDivergent || !runner.wasStopped,
    isEnough: isDivergent || isEnough(runner.counts.diverged),
  };
}

/** No statistics speak of a guided chunk. */
function comesOf(
  learning: Learning | null,
  coverage: Coverage,
): Pick<BatchResult, 'coverage' | 'isGuided' | 'learned'> {
  if (learning === null) return { coverage: coverage.seen, isGuided: false, learned: [] };
  const { isGuided, learned } = learning;
  return { coverage: isGuided ? NOTHING_COVERED : coverage.seen, isGuided, learned };
}

/** A guided chunk begins with the corpus of the hunt, and learns from its own runs alone. */
function learningOf(
  { corpus = null, seed, nodes, timing }: BatchOptions,
  batch: number,
): Learning | null {
  if (corpus === null) return null;
  const chunkSeed = isGuidedChunk(seed, batch) ? batchSeed(seed, batch) : null;
  return new Learning(corpus, { nodes, timing }, chunkSeed);
}
