/**
 * A hunt in threads of its own. They perform chunks in any order and at any pace, and what the hunt
 * comes to is the same however many there are.
 */
import { performance } from 'node:perf_hooks';
import { batchesIn } from '../../search/hunting/batch.ts';
import { progressOf, progressWithout, resultOf, sumOf } from '../../search/hunting/counts.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import { copyForThread } from '../../adapters/program/shared-program.ts';
import { Breakdowns } from './breakdowns.ts';
import { ChunkTimes } from './chunk-times.ts';
import { FailureList } from '../ledger/failure-list.ts';
import { chunksOf, isKept, WHOLE_CAMPAIGN, type ChunkResult } from '../ledger/chunk.ts';
import { Ledger, type ResumableState } from '../ledger/ledger.ts';
import { HuntingThread, type ThreadListener } from './hunting-thread.ts';
import { HandingOut, MAX_CHUNKS } from './handed-out.ts';
import type {
  Hunt,
  HuntEvent,
  HuntListener,
  HuntRequest,
  Shrunk,
  ShrunkBefore,
} from './hunt-request.ts';
import { ShrunkFailures } from './shrunk-failures.ts';
import { StandingHunt } from './standing-hunt.ts';
import type { StoodStill } from './stood-still.ts';
import type { UnderWay } from './thread.ts';

/**
 * Asked to wind down, it ends after the runs under way, and what was found is still shrunk; asked
 * to stop, it ends within a second, with all that was found until then.
 */
export function huntInThreads(
  request: HuntRequest,
  listener: HuntListener,
): UnderWay<Hunt> & { readonly soFar: () => Hunt } {
  const threads = new HuntingThreads(request, listener);
  return {
    done: threads.done,
    stop: () => threads.stop(),
    windDown: () => threads.windDown(),
    soFar: () => threads.soFar(),
  };
}

/** A hunt that is over before this has no use for a second thread. */
const ALONE_MS = 300;

type Reached = Pick<Hunt, 'resumable' | 'lostMs'>;

class HuntingThreads implements ThreadListener {
  readonly done: Promise<Hunt>;
  /** Without what was shrunk before: no thread needs it. */
  readonly #request: Omit<HuntRequest, 'shrunk'>;
  readonly #before: ShrunkBefore | undefined;
  readonly #listener: HuntListener;
  readonly #handingOut: HandingOut;
  readonly #chunks: number;
  readonly #ledger: Ledger;
  readonly #standing: StandingHunt;
  readonly #threads: HuntingThread[] = [];
  readonly #breakdowns: Breakdowns;
  readonly #times = new ChunkTimes();
  /** In the order in which they were met: what the progress counts as found. */
  readonly #announced = new FailureList();
  #resolve: (hunt: Promise<Hunt>) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  #shrunk: ShrunkFailures | null = null;
  #reached: Reached | null = null;
  #others: NodeJS.Timeout | undefined;
  #startedMs: number | null = null;
  #isStopped = false;
  #isOver = false;

  constructor({ shrunk, ...request }: HuntRequest, listener: HuntListener) {
    this.#request = request;
    this.#before = shrunk;
    this.#listener = listener;
    const { maxRuns, maxFindings, shard = WHOLE_CAMPAIGN, from } = request;
    this.#chunks = Math.min(MAX_CHUNKS, chunksOf(batchesIn(maxRuns), shard));
    this.#ledger = new Ledger({ maxFindings, shard, from });
    for (const failure of this.#ledger.failures) this.#announced.take(failure);
    this.#handingOut = new HandingOut(from?.place ?? 0);
    if (this.#ledger.isEnough) this.#handOutNoMore();
    this.#standing = new StandingHunt(request);
    this.#breakdowns = new Breakdowns(request.module !== undefined);
    this.done = new Promise<Hunt>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#start([]);
  }

  stop(): void {
    this.#isStopped = true;
    this.#handOutNoMore();
    for (const thread of this.#threads) thread.stop();
    this.#standing.stop();
  }

  windDown(): void {
    this.#handOutNoMore();
    for (const one of [...this.#threads, this.#standing]) one.windDown();
  }

  /** What there is if nothing more comes of the threads. */
  soFar(): Hunt {
    const reached = this.#closeLedger();
    const shrunk = this.#shrunk ?? new ShrunkFailures([]);
    const { findings, traces } = shrunk;
    const counts = shrunk.countedIn(this.#ledger.counts);
    const { sought } = this.#request;
    const progress = { ...counts, phase: 'hunting', found: findings.length } as const;
    const judged = {
      sought: sought === null ? null : new Set(sought),
      firstFind: this.#ledger.firstFind,
      findings,
    };
    const { coverage, guided, learned } = this.#ledger;
    const result = resultOf(counts, progressWithout(progressOf(progress), guided), judged);
    const { all: failures } = shrunk;
    return {
      ...{ result, counts, guided, learned, traces, coverage, failures, ...reached },
      wallMs: this.#wallMs,
      isEnough: this.#ledger.isEnough || this.#standing.hasMet,
      stoodStill: null,
    };
  }

  onBegan({ chunk }: HuntingThread): void {
    if (chunk !== null) this.#times.began(chunk, performance.now());
    if (this.#startedMs !== null) return;
    this.#startedMs = performance.now();
    this.#tell(() => this.#listener.onBegan?.());
    this.#others = setTimeout(() => {
      while (!this.#isOver && this.#threads.length < this.#mostThreads) this.#start([]);
    }, ALONE_MS);
  }

  onProgress(): void {
    const under = this.#threads.flatMap(({ partial }) => (partial === null ? [] : [partial]));
    // What a thread goes on with has been waiting for it.
    const all = new Map([...this.#ledger.waiting, ...under].map((one) => [one.chunk, one.counts]));
    const counts = [...all.values()].reduce(sumOf, this.#ledger.counts);
    const phase = this.#shrunk === null ? 'hunting' : 'shrinking';
    this.#tell(() => {
      this.#listener.onProgress(
        progressOf({ ...counts, phase, found: this.#announced.all.length }),
      );
    });
  }

  onFailure(failure: Failure): void {
    if (!this.#announced.take(failure)) return;
    this.#tell(() => this.#listener.onFailure?.(failure));
    this.onProgress();
  }

  onFailedRun({ run, trace }: Extract<HuntEvent, { readonly kind: 'failedRun' }>): void {
    this.#tell(() => this.#listener.onFailedRun(run, trace));
  }

  onChunk(_thread: HuntingThread, result: ChunkResult, lostMs: number): void {
    if (isKept(result)) this.#times.kept(result.chunk, lostMs);
    else this.#times.lost(result.chunk, performance.now());
    this.#ledger.record(result);
    const state = (): ResumableState => this.#ledger.resumable;
    this.#tell(() => this.#listener.onLedger?.(state, () => this.#lostMs));
    if (result.isEnough) this.#endAfter(result.chunk);
    if (this.#ledger.isEnough) this.windDown();
    this.onProgress();
  }

  onIdle(): void {
    this.#settle();
  }

  onShrunk(shrunk: Shrunk): void {
    this.#shrunk?.record(shrunk, this.#isStopped);
    this.#settle();
  }

  onEnd(thread: HuntingThread, stoodStill: StoodStill | null): void {
    const { partial, chunk } = thread;
    if (partial !== null) this.#ledger.recordLost(partial);
    const isFirst = stoodStill !== null && this.#standing.meets(stoodStill, chunk);
    if (isFirst && chunk !== null) this.#endAfter(chunk);
    this.#settle();
  }

  /** Another thread takes the place of one that broke down. */
  onError({ chunk, state }: HuntingThread, error: Error): void {
    if (this.#isOver) return;
    const isHopeless = this.#request.program !== undefined || state === 'shrinking';
    if (isHopeless || this.#isStopped) return this.#breakDown(error);
    const after = this.#breakdowns.after(chunk, error);
    if (after.kind === 'end') return this.#breakDown(after.error);
    this.#listener.onRemark?.(after.remark);
    this.#start(after.first);
  }

  get #wallMs(): number {
    return this.#startedMs === null ? 0 : performance.now() - this.#startedMs;
  }

  get #lostMs(): number {
    const threads = Math.max(1, Math.min(this.#threads.length, this.#mostThreads));
    return this.#times.lostMs(performance.now(), threads);
  }

  get #mostThreads(): number {
    return Math.min(this.#request.workers ?? 1, this.#chunks);
  }

  #start(first: readonly number[]): void {
    const { program } = this.#request;
    const copy = program && copyForThread(program, this.#threads.length);
    const { shared: handedOut } = this.#handingOut;
    const request = { ...this.#request, handedOut, chunks: this.#chunks, first };
    this.#threads.push(new HuntingThread({ ...request, program: copy }, this));
  }

  #handOutNoMore(): void {
    clearTimeout(this.#others);
    this.#handingOut.end();
  }

  /** Chunks before this one are still performed to their ends; later ones do not count. */
  #endAfter(last: number): void {
    this.#handOutNoMore();
    this.#ledger.endAt(last);
    for (const thread of this.#threads) {
      if (thread.chunk !== null && thread.chunk > last) thread.windDown();
    }
  }

  /** Once no thread hunts, they shrink; once all is shrunk, the hunt is over. */
  #settle(): void {
    const left = this.#threads.filter(({ state }) => state !== 'gone');
    if (this.#isOver || left.some(({ state }) => state === 'hunting')) return;
    if (this.#shrunk === null && this.#recounts()) return;
    this.#closeLedger();
    if (this.#shrunk === null) {
      this.#shrunk = new ShrunkFailures(this.#ledger.failures, this.#before);
      for (const one of this.#shrunk.left) this.#tell(() => this.#listener.onFailure?.(one));
      if (this.#shrunk.hasNext) this.onProgress();
    }
    for (const thread of left.filter(({ state }) => state === 'idle')) {
      const next = this.#shrunk.next();
      if (next !== null) thread.shrink(next.place, next.failure);
    }
    if (left.some(({ state }) => state === 'shrinking')) return;
    if (this.#shrunk.hasNext && !this.#isStopped) return this.#start([]);
    this.#isOver = true;
    for (const thread of left) thread.end();
    this.#resolve(this.#ended());
  }

  /** Whether it is not known yet what the chunk that stands still had come to. */
  #recounts(): boolean {
    return this.#standing.isRecounting((exact) => {
      if (exact !== null) this.#ledger.recordLost(exact);
      this.#settle();
    });
  }

  async #ended(): Promise<Hunt> {
    const hunt = this.soFar();
    if (!this.#standing.hasMet) return hunt;
    const { result, traces } = hunt;
    this.#listener.onProgress({ ...result.progress, phase: 'shrinking' });
    const { found, ...stood } = await this.#standing.broughtHome(result, this.#ledger.done);
    const all = new Map(traces);
    if (found !== null) all.set(found.finding.id, found.trace);
    return { ...hunt, ...stood, traces: all, wallMs: this.#wallMs };
  }

  #closeLedger(): Reached {
    // Read first: what is closed counts all that was cut short as it stands.
    this.#reached ??= { resumable: this.#ledger.resumable, lostMs: this.#lostMs };
    this.#ledger.close();
    return this.#reached;
  }

  #breakDown(error: Error): void {
    this.#isOver = true;
    this.stop();
    this.#reject(error);
  }

  /** A listener that breaks down ends the hunt. */
  #tell(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#breakDown(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
