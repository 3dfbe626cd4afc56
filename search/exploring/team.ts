/**
 * The threads of one search. They go from layer to layer together: each waits until all have come
 * as far, and between two such meetings they read what the others have reported.
 */
import { ClaimTable, sharedClaims } from './claim-table.ts';

/** What each thread reports of a layer. */
export const REPORTS = [
  ...(['least', 'tried', 'count', 'tuples', 'rounds', 'undecided', 'notJudged'] as const),
] as const;
export type Report = (typeof REPORTS)[number];

const ARRIVED = 0;
const MEETINGS = 1;
const IS_OVER = 2;
const STOP = 3;
const WORDS = 4;

/** How long a thread waits before it looks whether the search was given up. */
const LOOK_MS = 100;

/** What the threads of a search share. */
export interface TeamMemory {
  readonly words: SharedArrayBuffer;
  readonly reports: SharedArrayBuffer;
  readonly claims: SharedArrayBuffer;
  readonly tuples: SharedArrayBuffer;
  /** By state of a layer, how many new states it leads to. */
  readonly children: SharedArrayBuffer;
}

/** Reserved at its largest; it takes memory only as far as it is used. */
export function teamMemory(threads: number, maxStates: number): TeamMemory {
  const numbers = threads * REPORTS.length * Float64Array.BYTES_PER_ELEMENT;
  return {
    words: new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT),
    reports: new SharedArrayBuffer(numbers),
    claims: sharedClaims(maxStates),
    // Each state has a few majorities, which most states share with others.
    tuples: sharedClaims(maxStates),
    children: new SharedArrayBuffer((maxStates + 1) * Int32Array.BYTES_PER_ELEMENT),
  };
}

const STOP_REASONS = ['stopped', 'memory'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** The search cannot go on in several threads. */
export class TeamGaveUp extends Error {
  override readonly name = 'TeamGaveUp';
}

export class Team {
  readonly claims: ClaimTable;
  /** What is judged of the possibilities. */
  readonly tuples: ClaimTable;
  readonly children: Int32Array;
  /** This thread, from 0 on. */
  readonly index: number;
  readonly threads: number;
  readonly #words: Int32Array;
  readonly #reports: Float64Array;

  constructor({ words, reports, claims, tuples, children }: TeamMemory, index: number) {
    this.index = index;
    this.#words = new Int32Array(words);
    this.#reports = new Float64Array(reports);
    this.threads = this.#reports.length / REPORTS.length;
    this.claims = new ClaimTable(claims);
    this.tuples = new ClaimTable(tuples);
    this.children = new Int32Array(children);
  }

  /** The thread that does what is done once, and tells of the search. */
  get leads(): boolean {
    return this.index === 0;
  }

  report(report: Report, value: number): void {
    this.#reports[this.index * REPORTS.length + REPORTS.indexOf(report)] = value;
  }

  /** What all have reported, the first thread's first. */
  reportsOf(report: Report): readonly number[] {
    const place = REPORTS.indexOf(report);
    return Array.from(
      { length: this.threads },
      (_, thread) => this.#reports[thread * REPORTS.length + place] ?? 0,
    );
  }

  /** Waits for the others. Throws {@link TeamGaveUp} if one of them gives up. */
  meet(): void {
    const words = this.#words;
    const meeting = Atomics.load(words, MEETINGS);
    if (Atomics.add(words, ARRIVED, 1) === this.threads - 1) {
      Atomics.store(words, ARRIVED, 0);
      Atomics.add(words, MEETINGS, 1);
      Atomics.notify(words, MEETINGS);
    }
    while (Atomics.load(words, MEETINGS) === meeting) {
      if (this.isOver) throw new TeamGaveUp('another thread has given up');
      Atomics.wait(words, MEETINGS, meeting, LOOK_MS);
    }
  }

  /** Asks all to stop before the end of the layer, and says why. */
  askToStop(why: StopReason): void {
    Atomics.compareExchange(this.#words, STOP, 0, 1 + STOP_REASONS.indexOf(why));
  }

  /** Null if none has asked to stop. */
  get stop(): StopReason | null {
    return STOP_REASONS[Atomics.load(this.#words, STOP) - 1] ?? null;
  }

  /** Ends the search in all threads. */
  giveUp(): void {
    Atomics.store(this.#words, IS_OVER, 1);
    Atomics.notify(this.#words, MEETINGS);
  }

  get isOver(): boolean {
    return Atomics.load(this.#words, IS_OVER) === 1;
  }
}
