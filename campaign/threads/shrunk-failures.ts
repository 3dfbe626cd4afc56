/** The failures of a hunt while they are shrunk, one by one or side by side. */
import type { Finding } from '../../search/finding.ts';
import type { HuntCounts } from '../../search/hunting/counts.ts';
import { isSameRun, type Failure } from '../../search/hunting/failure.ts';
import type { Trace } from '../../trace/trace.ts';
import { oneOfEachStory } from '../ledger/stories.ts';
import type { Shrunk, ShrunkBefore, ShrunkFailure } from './hunt-request.ts';

/** A failure and its place in the list. */
export interface Unshrunk {
  readonly place: number;
  readonly failure: Failure;
}

const NOTHING_SHRUNK: ShrunkBefore = { failures: [], traces: new Map() };

export class ShrunkFailures {
  readonly #failures: readonly Failure[];
  readonly #shrunk = new Map<number, Shrunk>();
  readonly #cutShort = new Set<number>();
  #next = 0;

  constructor(failures: readonly Failure[], before: ShrunkBefore = NOTHING_SHRUNK) {
    this.#failures = failures;
    for (const [place, failure] of failures.entries()) {
      const known = before.failures.find((one) => isSameRun(one.failure, failure));
      const { findings = [], isCutShort = false } = known ?? {};
      if (findings.length === 0 || isCutShort) continue;
      const traces = findings.flatMap(({ id }) => {
        const trace = before.traces.get(id);
        return trace === undefined ? [] : [[id, trace] as const];
      });
      this.record({ place, findings, divergence: null, traces: new Map(traces) });
    }
  }

  /** Hands out each failure once, unless it is shrunk already; null if none is left. */
  next(): Unshrunk | null {
    const place = this.#nextPlace;
    const failure = this.#failures[place];
    if (failure === undefined) return null;
    this.#next = place + 1;
    return { place, failure };
  }

  get hasNext(): boolean {
    return this.#nextPlace < this.#failures.length;
  }

  get #nextPlace(): number {
    let place = this.#next;
    while (this.#shrunk.has(place)) place += 1;
    return place;
  }

  /** What is not shrunk. */
  get left(): readonly Failure[] {
    return this.#failures.filter((_, place) => !this.#shrunk.has(place));
  }

  /** `isStopped`: whether it was asked to end before its time. */
  record(shrunk: Shrunk, isStopped = false): void {
    this.#shrunk.set(shrunk.place, shrunk);
    const isUnfinished = shrunk.findings.some(({ shrinking }) => shrinking.result === 'budget');
    if (isStopped && isUnfinished) this.#cutShort.add(shrunk.place);
  }

  /** In the order of the failures, whichever was shrunk first; one of each story. */
  get findings(): readonly Finding[] {
    return oneOfEachStory(this.#inOrder().flatMap((shrunk) => shrunk.findings));
  }

  get all(): readonly ShrunkFailure[] {
    return this.#failures.map((failure, place) => {
      const findings = this.#shrunk.get(place)?.findings ?? [];
      return this.#cutShort.has(place)
        ? { failure, findings, isCutShort: true }
        : { failure, findings };
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
