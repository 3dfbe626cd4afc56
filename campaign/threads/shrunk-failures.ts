/** The failures of a hunt while they are shrunk, one by one or side by side. */
import type { Finding } from '../../search/finding.ts';
import type { HuntCounts } from '../../search/hunting/counts.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import type { Trace } from '../../trace/trace.ts';
import { oneOfEachStory } from '../ledger/stories.ts';
import type { Shrunk, ShrunkFailure } from './hunt-request.ts';

/** A failure and its place in the list. */
export interface Unshrunk {
  readonly place: number;
  readonly failure: Failure;
}

export class ShrunkFailures {
  readonly #failures: readonly Failure[];
  readonly #shrunk = new Map<number, Shrunk>();
  #next = 0;

  constructor(failures: readonly Failure[]) {
    this.#failures = failures;
  }

  /** Hands out each failure once; null if none is left. */
  next(): Unshrunk | null {
    const failure = this.#failures[this.#next];
    if (failure === undefined) return null;
    this.#next += 1;
    return { place: this.#next - 1, failure };
  }

  get hasNext(): boolean {
    return this.#next < this.#failures.length;
  }

  record(shrunk: Shrunk): void {
    this.#shrunk.set(shrunk.place, shrunk);
  }

  /** In the order of the failures, whichever was shrunk first; one of each story. */
  get findings(): readonly Finding[] {
    return oneOfEachStory(this.#inOrder().flatMap((shrunk) => shrunk.findings));
  }

  get all(): readonly ShrunkFailure[] {
    return this.#failures.map((failure, place) => {
      return { failure, findings: this.#shrunk.get(place)?.findings ?? [] };
    });
  }

  get traces(): Map<string, Trace> {
    return new Map(this.#inOrder().flatMap(({ traces }) => [...traces]));
  }

  /** With the runs that failed once and not again. */
  countedIn(counts: HuntCounts): HuntCounts {
    const lost = this.#inOrder().filter(({ findings }) => findings.length === 0);
    return {
      ...counts,
      rechecked: counts.rechecked + lost.length,
      diverged: counts.diverged + lost.length,
      divergence: counts.divergence ?? lost[0]?.divergence ?? null,
    };
  }

  #inOrder(): Shrunk[] {
    return [...this.#shrunk.values()].sort((one, other) => one.place - other.place);
  }
}
