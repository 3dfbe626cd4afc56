/** One batch of a hunt whose failing runs are collected as they are, and shrunk later. */
import { RunCutShort, type Target } from '../../simulator/target.ts';
import type { KeptRun } from '../guiding/kept-run.ts';
import { isGuidedChunk, Learning } from '../guiding/learning.ts';
import { signatureOf } from '../identity.ts';
import { batchSeed } from './batch.ts';
import { BatchRunner, type Meeting, type RunsMade } from './batch-runner.ts';
import { Coverage, CoverageSum, NOTHING_COVERED, type CoverageSeen } from './coverage.ts';
import { NO_COUNTS, sumOf, type HuntCounts } from './counts.ts';
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

/** Hears of what happens while it happens. */
export interface BatchListener {
  /** After every run; `counts` adds up what `made` is a part of. */
  onProgress(made: RunsMade, counts: () => HuntCounts): void;
  /** A failing run that tells a new story. */
  onFailure(failure: Failure): void;
  /**
   * Asked before every run: true to remember what the batch has come to, which takes some time. A
   * run that is cut short within takes it back to there.
   */
  keepsPlace?(): boolean;
  /** The run under way was cut short within. */
  onCutShort?(): void;
}

export interface BatchOptions
  extends Omit<HuntOptions, 'onProgress' | 'shrinkLimits' | 'coverage' | 'learning'> {
  /** The runs that the hunt has begun with; null: it keeps none. */
  readonly corpus?: readonly KeptRun[] | null;
}

/** Hears nothing. */
const NOBODY: BatchListener = { onProgress: () => undefined, onFailure: () => undefined };

/**
 * Performs the runs of one batch and shrinks none: a pure function of the target, the options and
 * the number of the batch. So the batches of a hunt can be performed anywhere and in any order.
 *
 * `begun` is what the same batch came to when it was cut short: its runs are not performed again,
 * and the result is that of the whole batch.
 */
export function performBatch(
  target: Target,
  options: BatchOptions,
  batch: number,
  listener: BatchListener = NOBODY,
  begun: BatchResult | null = null,
): BatchResult {
  const underWay = new BatchUnderWay(target, options, batch, listener, begun);
  return underWay.perform();
}

class BatchUnderWay {
  readonly #batch: number;
  readonly #begun: BatchResult | null;
  readonly #before: HuntCounts;
  readonly #taken: TakenRuns;
  readonly #learning: Learning | null;
  readonly #coverage: Coverage;
  readonly #runner: BatchRunner;
  readonly #listener: BatchListener;
  /** What it had come to when that was last remembered. */
  #place: BatchResult;

  constructor(
    target: Target,
    options: BatchOptions,
    batch: number,
    listener: BatchListener,
    begun: BatchResult | null,
  ) {
    this.#batch = batch;
    this.#listener = listener;
    this.#begun = begun;
    this.#before = begun?.counts ?? NO_COUNTS;
    this.#taken = new TakenRuns(options.maxFindings, begun?.failures ?? [], listener);
    this.#learning = learningOf(options, batch, begun);
    this.#coverage = new Coverage(this.#learning?.listeners);
    const shouldStop = (): boolean => {
      if (listener.keepsPlace?.() === true) this.#place = this.#result;
      return options.shouldStop();
    };
    const noting = { coverage: this.#coverage, learning: this.#learning };
    const taker = {
      isEnough: (diverged: number) => this.#isEnough(diverged),
      takes: (meeting: Meeting) => this.#taken.takes(meeting),
      progressed: () => listener.onProgress(this.#made, () => this.#counts),
    };
    const watched = { ...options, ...noting, shouldStop };
    this.#runner = new BatchRunner(target, watched, taker, batch, this.#before);
    this.#place = this.#result;
  }

  perform(): BatchResult {
    try {
      this.#runner.guarded(() => {
        this.#runner.timed(this.#batch);
        this.#runner.adversarial(this.#batch);
      });
    } catch (error) {
      if (!(error instanceof RunCutShort)) throw error;
      this.#listener.onCutShort?.();
      return { ...this.#place, isWhole: false };
    }
    return this.#result;
  }

  get #counts(): HuntCounts {
    return sumOf(this.#before, this.#runner.counts);
  }

  get #made(): RunsMade {
    const { runs, adversarialRuns } = this.#runner.tally;
    return {
      runs: this.#before.runs + runs,
      adversarialRuns: this.#before.adversarialRuns + adversarialRuns,
    };
  }

  get #result(): BatchResult {
    const { divergence, diverged } = this.#runner.counts;
    const isDivergent = divergence?.kind === 'answer';
    return {
      ...comesOf(this.#learning, this.#coverage, this.#begun),
      counts: this.#counts,
      failures: [...this.#taken.failures],
      isWhole: isDivergent || !this.#runner.wasStopped,
      isEnough: isDivergent || this.#isEnough(diverged),
    };
  }

  #isEnough(diverged: number): boolean {
    return this.#taken.isEnough(this.#before.diverged + diverged);
  }
}

/** The failing runs of a batch: one of each story. */
class TakenRuns {
  readonly failures: Failure[];
  readonly #maxFindings: number;
  readonly #listener: BatchListener;
  readonly #stories = new Stories();

  constructor(maxFindings: number, before: readonly Failure[], listener: BatchListener) {
    this.failures = [...before];
    this.#maxFindings = maxFindings;
    this.#listener = listener;
    for (const failure of before) this.#stories.tookBefore(failure);
  }

  isEnough(diverged: number): boolean {
    return this.failures.length + diverged >= this.#maxFindings;
  }

  /** Keeps the run, and lets its engine go on. */
  takes({ property, engine, number, run, witness }: Meeting): boolean {
    if (!this.#stories.takes(property, witness)) return false;
    const seen = witness();
    const signature = seen === null ? null : signatureOf(property, seen);
    const failure = { property, foundBy: engine, number, run: run(), signature };
    this.failures.push(failure);
    this.#listener.onFailure(failure);
    return false;
  }
}

/** No statistics speak of a guided chunk. */
function comesOf(
  learning: Learning | null,
  coverage: Coverage,
  begun: BatchResult | null,
): Pick<BatchResult, 'coverage' | 'isGuided' | 'learned'> {
  const { isGuided = false, learned = [] } = learning ?? {};
  if (isGuided) return { coverage: NOTHING_COVERED, isGuided, learned };
  const sum = new CoverageSum();
  for (const seen of [begun?.coverage ?? NOTHING_COVERED, coverage.seen]) sum.add(seen);
  return { coverage: sum.seen, isGuided, learned };
}

/** A guided chunk begins with the corpus of the hunt, and learns from its own runs alone. */
function learningOf(
  { corpus = null, seed, nodes, timing }: BatchOptions,
  batch: number,
  begun: BatchResult | null,
): Learning | null {
  if (corpus === null) return null;
  const chunkSeed = isGuidedChunk(seed, batch) ? batchSeed(seed, batch) : null;
  return new Learning(corpus, { nodes, timing }, chunkSeed, begun?.learned);
}
