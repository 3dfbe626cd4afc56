/**
 * One thread's part in a search of several. Each tries the states that it was the first to reach,
 * and all states are numbered as one thread alone would number them.
 */
import type { Expansion, LayerRange, Violation } from './expansion.ts';
import type { SearchSpace } from './search-space.ts';
import { SharedClaims } from './shared-claims.ts';
import type { StateId } from './states.ts';
import type { Report, Team } from './team.ts';

/** What a layer came to, in all threads together. */
export interface LayerSum {
  /** Decisions. */
  readonly tried: number;
  /** New states. */
  readonly count: number;
}

/** The same up to the earliest violation. */
export interface LayerViolation extends LayerSum {
  /** Null if another thread has met it. */
  readonly own: Violation | null;
}

/** Majorities that are expected to be new in a layer at least. */
const TUPLES = 1 << 16;

export class Together {
  readonly claims: SharedClaims;
  readonly #team: Team;
  readonly #space: SearchSpace;
  readonly #expansion: Expansion;
  /** The number of the first state of the layer, among those of all threads. */
  #first: number;
  /** States of the layer in all threads. */
  #size: number;
  /** New states of all layers since the search was divided. */
  #settled = 0;
  /** By state of the layer, its number. */
  #numbers: Int32Array;
  #range: LayerRange;

  /** Begins with a layer that every thread has reached by itself, in the same way. */
  constructor(team: Team, space: SearchSpace, expansion: Expansion, { from, to }: LayerRange) {
    this.#team = team;
    this.#space = space;
    this.#expansion = expansion;
    this.#first = from;
    this.#size = to - from;
    this.claims = new SharedClaims(space, team.claims);
    this.#agreeOn(to);
    const own = this.#takeOwn({ from, to });
    this.#numbers = own;
    this.#range = { from: to - own.length, to };
  }

  /** What this thread has to try. */
  get range(): LayerRange {
    return this.#range;
  }

  /** Before each layer. `growth`: the next one is expected to be so many times larger. */
  begin(growth: number, isAgain = false): void {
    if (this.#team.leads) {
      this.#team.claims.grow(this.#size * growth, isAgain ? this.#first : Infinity);
      this.#team.tuples.grow(TUPLES + growth * this.#team.tuples.used);
    }
    this.#team.meet();
    this.#team.tuples.enter();
    this.claims.enter(this.#range.from, this.#numbers);
  }

  /** Waits until all have tried what they have to try; false if they have to do so again. */
  isDone(): boolean {
    this.#team.meet();
    const { isFull } = this.claims;
    this.#team.meet();
    return !isFull || this.#team.stop !== null;
  }

  /** New states of the layer so far, or somewhat fewer. */
  get newStates(): number {
    return this.#team.claims.used - this.#settled;
  }

  /** Once this thread has tried all that it has to try; null if no thread has met a violation. */
  violation(): LayerViolation | null {
    const { found, order } = this.#expansion;
    const number = found === null ? Infinity : this.numberOf(found.state);
    const earliest = this.least(number);
    if (earliest === Infinity) return null;
    this.claims.settle();
    const own = number === earliest ? found : null;
    const last = own?.state ?? this.#lastBefore(earliest);
    const tried = this.#expansion.triedBefore(last + 1);
    return { ...this.#sumOf(tried, order.countBefore(last, own?.place ?? null)), own };
  }

  /** Numbers the new states. */
  settle(): LayerSum {
    this.claims.settle();
    const children = this.#expansion.order.settle();
    const own = children.reduce((sum, count) => sum + count, 0);
    for (const [index, count] of children.entries()) {
      this.#team.children[(this.#numbers[index] ?? 0) - this.#first] = count;
    }
    const sum = this.#sumOf(this.#expansion.triedBefore(this.#range.to), own);
    this.#numbers = this.#numbersOf(children, own);
    this.#first += this.#size;
    this.#size = sum.count;
    this.#settled += sum.count;
    const { count: to } = this.#space.states;
    this.#range = { from: to - own, to };
    // Nobody may write what the next layer leads to before all have read this.
    this.#team.meet();
    return sum;
  }

  /** The least of what the threads give. */
  least(number: number): number {
    this.#team.report('least', number);
    this.#team.meet();
    const least = Math.min(...this.#team.reportsOf('least'));
    this.#team.meet();
    return least;
  }

  /** What the threads add up to. */
  sumOf(report: Report, own: number): number {
    this.#team.report(report, own);
    this.#team.meet();
    const sum = total(this.#team.reportsOf(report));
    this.#team.meet();
    return sum;
  }

  /** The number of a state of the layer. */
  numberOf(state: StateId): number {
    return this.#numbers[state - this.#range.from] ?? 0;
  }

  /** A target that does not do the same in every thread cannot be searched by several. */
  #agreeOn(states: number): void {
    if (this.least(states) === states && -this.least(-states) === states) return;
    throw new RangeError('the target did not do the same in every thread');
  }

  /** Leaves the states of the other threads behind; returns the numbers of those that are left. */
  #takeOwn({ from, to }: LayerRange): Int32Array {
    const others: StateId[] = [];
    const own: StateId[] = [];
    for (let state = from; state < to; state += 1) {
      const isOwn = state % this.#team.threads === this.#team.index;
      (isOwn ? own : others).push(state);
    }
    this.#space.states.reorder(from, Int32Array.from([...others, ...own]));
    return Int32Array.from(own);
  }

  #sumOf(tried: number, count: number): LayerSum {
    this.#team.report('tried', tried);
    this.#team.report('count', count);
    this.#team.meet();
    const [allTried, allCounts] = [this.#team.reportsOf('tried'), this.#team.reportsOf('count')];
    return { tried: total(allTried), count: total(allCounts) };
  }

  #numbersOf(children: Int32Array, own: number): Int32Array {
    const shared = this.#team.children;
    const numbers = new Int32Array(own);
    let next = this.#first + this.#size;
    let filled = 0;
    let parent = 0;
    for (let index = 0; index < children.length; index += 1) {
      const at = (this.#numbers[index] ?? 0) - this.#first;
      for (; parent < at; parent += 1) next += shared[parent] ?? 0;
      for (let child = 0; child < (children[index] ?? 0); child += 1) {
        numbers[filled] = next + child;
        filled += 1;
      }
    }
    return numbers;
  }

  /** The last own state of the layer before a number; the one before the first if there is none. */
  #lastBefore(number: number): StateId {
    const index = this.#numbers.findLastIndex((own) => own < number);
    return this.#range.from + index;
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
