/**
 * Which chunks of a campaign are done, and what they add up to. Chunks may come in any order; they
 * count in the order of their numbers, up to the one with which the campaign has found enough. So
 * the sum does not depend on who performed them, nor on how fast.
 */
import { NO_COUNTS, sumOf, type HuntCounts } from '../../search/hunting/counts.ts';
import { CoverageSum, type CoverageSeen } from '../../search/hunting/coverage.ts';
import { Corpus } from '../../search/guiding/corpus.ts';
import type { KeptRun } from '../../search/guiding/kept-run.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import type { FirstFind } from '../../search/hunting/hunt-options.ts';
import { FailureList } from './failure-list.ts';
import { Growth, type GrowthPoint } from '../statistics/growth.ts';
import { chunkAt, isKept, WHOLE_CAMPAIGN, type ChunkResult, type Shard } from './chunk.ts';

/** What a campaign has covered, and how that grew. */
export interface CampaignCoverage extends CoverageSeen {
  readonly growth: readonly GrowthPoint[];
}

/** All chunks up to a place are done: what they add up to. Plain data, from which to go on. */
export interface LedgerState {
  /** How many chunks of the shard are done, from its first on. */
  readonly place: number;
  /** Of all runs. */
  readonly counts: HuntCounts;
  /** Of the guided ones among them, of which no statistics speak. */
  readonly guided: HuntCounts;
  readonly failures: readonly Failure[];
  readonly coverage: CampaignCoverage;
}

/** The same, and the chunks behind that place that have begun: a later hunt goes on from it. */
export interface ResumableState extends LedgerState {
  /**
   * In the order of their numbers: those that are done behind a gap, and those that were cut short
   * and can go on where they stood.
   */
  readonly begun: readonly ChunkResult[];
}

export interface LedgerOptions {
  /** The campaign ends with so many failures, each of another story. */
  readonly maxFindings: number;
  readonly shard?: Shard;
  /** Where an earlier campaign of the same code and configuration was interrupted. */
  readonly from?: ResumableState | undefined;
}

export class Ledger {
  readonly #options: LedgerOptions;
  readonly #waiting = new Map<number, ChunkResult>();
  /** Of the waiting ones, those that a later hunt need not begin anew. */
  readonly #begun = new Map<number, ChunkResult>();
  readonly #failures = new FailureList();
  readonly #done: number[] = [];
  readonly #isDone = new Set<number>();
  readonly #coverage = new CoverageSum();
  readonly #growth = new Growth();
  readonly #learned = new Corpus();
  #counts: HuntCounts = NO_COUNTS;
  #guided: HuntCounts = NO_COUNTS;
  #place = 0;
  #isEnough = false;
  /** No chunk after this one counts. */
  #last = Infinity;

  constructor(options: LedgerOptions) {
    this.#options = options;
    const { from } = options;
    if (from === undefined) return;
    this.#place = from.place;
    this.#counts = from.counts;
    this.#guided = from.guided;
    this.#coverage.add(from.coverage);
    for (const { runs, states } of from.coverage.growth) this.#growth.note(runs, states);
    for (const failure of from.failures) this.#failures.take(failure);
    this.#isEnough = this.#hasEnough;
    for (const result of from.begun) this.record(result);
  }

  /** Of the chunks that are done without a gap. */
  get state(): LedgerState {
    const { counts, guided, failures, coverage } = this;
    return { place: this.#place, counts, guided, failures: [...failures], coverage };
  }

  /** For a campaign that goes on later. */
  get resumable(): ResumableState {
    const begun = [...this.#begun.values()].sort((one, other) => one.chunk - other.chunk);
    return { ...this.state, begun };
  }

  /** Of all chunks that count. */
  get counts(): HuntCounts {
    return this.#counts;
  }

  /** Of the guided ones among them. */
  get guided(): HuntCounts {
    return this.#guided;
  }

  /** Runs of these chunks that are worth keeping. */
  get learned(): readonly KeptRun[] {
    return this.#learned.runs;
  }

  /** Of the chunks that are not guided. */
  get coverage(): CampaignCoverage {
    return { ...this.#coverage.seen, growth: [...this.#growth.points] };
  }

  /** Of other stories each, in the order of their chunks. */
  get failures(): readonly Failure[] {
    return this.#failures.all;
  }

  /** Whether no further chunk can count. */
  get isEnough(): boolean {
    return this.#isEnough;
  }

  /** The numbers of the chunks that count, in order. */
  get done(): readonly number[] {
    return this.#done;
  }

  /** Chunks that came before their turn, or were cut short. */
  get waiting(): readonly ChunkResult[] {
    return [...this.#waiting.values()];
  }

  get firstFind(): FirstFind | null {
    const [first] = this.#failures.all;
    return first === undefined ? null : { engine: first.foundBy, runs: first.number };
  }

  /** Takes what a chunk came to; a chunk that is there already is left out. */
  record(result: ChunkResult): void {
    if (!this.#isDone.has(result.chunk)) {
      this.#waiting.set(result.chunk, result);
      if (isKept(result)) this.#begun.set(result.chunk, result);
    }
    for (;;) {
      const next = this.#waiting.get(this.nextChunk);
      if (next?.isWhole !== true || this.#isEnough) return;
      this.#place += 1;
      this.#add(next);
    }
  }

  /**
   * Takes what is known of a chunk whose thread is gone: it counts, and a later hunt cannot go on
   * from it, for nobody knows what its runs have covered.
   */
  recordLost(result: ChunkResult): void {
    if (!this.#isDone.has(result.chunk)) this.#waiting.set(result.chunk, result);
  }

  /** Nothing after this chunk counts: the campaign ends there for another reason. */
  endAt(chunk: number): void {
    this.#last = Math.min(this.#last, chunk);
  }

  /** No more chunks will come: those behind a gap and those that were cut short count, too. */
  close(): void {
    const rest = [...this.#waiting.values()].sort((one, other) => one.chunk - other.chunk);
    for (const result of rest) this.#add(result);
  }

  /** The first that is not done. */
  get nextChunk(): number {
    return chunkAt(this.#place, this.#options.shard ?? WHOLE_CAMPAIGN);
  }

  #add(result: ChunkResult): void {
    this.#waiting.delete(result.chunk);
    this.#begun.delete(result.chunk);
    this.#isDone.add(result.chunk);
    if (this.#isEnough || result.chunk > this.#last) return;
    this.#counts = sumOf(this.#counts, result.counts);
    for (const kept of result.learned) this.#learned.add(kept);
    this.#addToStatistics(result);
    if (result.isWhole) this.#done.push(result.chunk);
    for (const failure of result.failures) this.#failures.take(failure);
    this.#isEnough = this.#hasEnough;
  }

  /** What is guided is no sample of the runs that this setting draws. */
  #addToStatistics({ isGuided, counts, coverage }: ChunkResult): void {
    if (isGuided) {
      this.#guided = sumOf(this.#guided, counts);
      return;
    }
    this.#coverage.add(coverage);
    this.#growth.note(this.#counts.runs - this.#guided.runs, this.#coverage.timedStates);
  }

  get #hasEnough(): boolean {
    const found = this.#failures.all.length + this.#counts.diverged;
    const isAnswered = this.#counts.divergence?.kind === 'answer';
    return isAnswered || found >= this.#options.maxFindings;
  }
}
