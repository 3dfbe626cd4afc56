/** One hunting thread, as the main thread sees it. */
import { isGuidedChunk } from '../../search/guiding/learning.ts';
import { NOTHING_COVERED } from '../../search/hunting/coverage.ts';
import type { HuntCounts } from '../../search/hunting/counts.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import type { ChunkResult } from '../ledger/chunk.ts';
import type { HuntCommand, HuntEvent, HuntThreadRequest, Shrunk } from './hunt-request.ts';
import type { StoodStill } from './stood-still.ts';
import { inThread, type Commanded, type Ended } from './thread.ts';

/** Hears what becomes of a thread. */
export interface ThreadListener {
  onBegan(thread: HuntingThread): void;
  onProgress(): void;
  onFailure(failure: Failure): void;
  onFailedRun(event: Extract<HuntEvent, { readonly kind: 'failedRun' }>): void;
  onChunk(thread: HuntingThread, result: ChunkResult, lostMs: number): void;
  onIdle(): void;
  onShrunk(shrunk: Shrunk): void;
  /** It is over; `stood` if code of the target did not come back. */
  onEnd(thread: HuntingThread, stood: StoodStill | null): void;
  onError(thread: HuntingThread, error: Error): void;
}

type State = 'hunting' | 'idle' | 'shrinking' | 'gone';

type Done = Extract<HuntEvent, { readonly kind: 'done' }>;

export class HuntingThread {
  /** The chunk that it is at; null before the first and after the last. */
  chunk: number | null = null;
  state: State = 'hunting';
  readonly #underWay: Commanded<Ended<Done>, HuntCommand>;
  readonly #request: HuntThreadRequest;
  readonly #listener: ThreadListener;
  #counts: HuntCounts | null = null;
  #failures: Failure[] = [];

  constructor(request: HuntThreadRequest, listener: ThreadListener) {
    this.#request = request;
    this.#listener = listener;
    this.#underWay = inThread<HuntEvent, HuntCommand>('hunt', request, (event) => {
      this.#hear(event);
    });
    this.#underWay.done.then(
      (ended) => this.#end(ended),
      (error: Error) => {
        listener.onError(this, error);
        this.state = 'gone';
      },
    );
  }

  /** What it has done of its chunk until now; null if nothing is known of it. */
  get partial(): ChunkResult | null {
    if (this.chunk === null || this.#counts === null) return null;
    const { seed, corpus } = this.#request;
    return {
      chunk: this.chunk,
      counts: this.#counts,
      failures: this.#failures,
      coverage: NOTHING_COVERED,
      isWhole: false,
      isEnough: false,
      isGuided: corpus !== undefined && isGuidedChunk(seed, this.chunk),
      learned: [],
    };
  }

  shrink(place: number, failure: Failure): void {
    this.state = 'shrinking';
    this.#underWay.post({ kind: 'shrink', place, failure });
  }

  end(): void {
    this.#underWay.post({ kind: 'end' });
  }

  windDown(): void {
    this.#underWay.windDown();
  }

  stop(): void {
    this.#underWay.stop();
  }

  #hear(event: Exclude<HuntEvent, Done>): void {
    switch (event.kind) {
      case 'began':
        this.chunk = event.chunk;
        return this.#listener.onBegan(this);
      case 'progress':
        this.#counts = event.counts;
        return this.#listener.onProgress();
      case 'failure':
        this.#failures.push(event.failure);
        return this.#listener.onFailure(event.failure);
      case 'failedRun':
        return this.#listener.onFailedRun(event);
      case 'chunk':
        this.#rest();
        return this.#listener.onChunk(this, event.result, event.lostMs);
      case 'idle':
        this.state = 'idle';
        return this.#listener.onIdle();
      case 'shrunk':
        this.state = 'idle';
        return this.#listener.onShrunk(event);
    }
  }

  #rest(): void {
    this.chunk = null;
    this.#counts = null;
    this.#failures = [];
  }

  #end(ended: Ended<Done>): void {
    this.state = 'gone';
    this.#listener.onEnd(this, ended.kind === 'stoodStill' ? ended : null);
  }
}
