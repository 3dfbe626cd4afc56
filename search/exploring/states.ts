/**
 * The states that a search has seen. A state is its cluster, exactly, and what is in flight, by 96
 * bits of its fingerprint: among as many states as a search may see, the chance that two of them
 * are mistaken for one is less than 1 in 10^12. It is also known from which state it was reached.
 */
import type { ClusterId } from './clusters.ts';
import type { PrintSum } from './fingerprint.ts';
import type { FlightsId } from './flights.ts';
import { widened } from './list-table.ts';
import { ABSENT } from './pair-table.ts';

/** Number of a state. */
export type StateId = number;

/** Instead of a parent: another thread reached it first. */
export const ELSEWHERE = -2;

const FIRST_CAPACITY = 1 << 12;
const EMPTY = -1;

export class States {
  #clusters = new Int32Array(FIRST_CAPACITY);
  #flights = new Int32Array(FIRST_CAPACITY);
  #parents = new Int32Array(FIRST_CAPACITY);
  #printsA = new Int32Array(FIRST_CAPACITY);
  #printsB = new Int32Array(FIRST_CAPACITY);
  #printsC = new Int32Array(FIRST_CAPACITY);
  /** Open addressing, at most half full. */
  #slots = new Int32Array(2 * FIRST_CAPACITY).fill(EMPTY);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Bytes of its tables. */
  get bytes(): number {
    return 4 * (6 * this.#clusters.length + this.#slots.length);
  }

  clusterOf(state: StateId): ClusterId {
    return this.#clusters[state] ?? EMPTY;
  }

  /** {@link ABSENT} for one from which nothing is tried. */
  flightsOf(state: StateId): FlightsId {
    return this.#flights[state] ?? EMPTY;
  }

  /** The state from which it was first reached; -1 for the first. */
  parentOf(state: StateId): StateId {
    return this.#parents[state] ?? EMPTY;
  }

  setFlights(state: StateId, flights: FlightsId): void {
    this.#flights[state] = flights;
  }

  setParent(state: StateId, parent: StateId): void {
    this.#parents[state] = parent;
  }

  /** {@link ABSENT} if it has not been seen. */
  find(cluster: ClusterId, { a, b, c }: PrintSum): StateId {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOfState(cluster, a) & mask;
    for (;;) {
      const state = slots[slot] ?? EMPTY;
      if (state === EMPTY) return ABSENT;
      if (
        this.#printsA[state] === a &&
        this.#printsB[state] === b &&
        this.#printsC[state] === c &&
        this.#clusters[state] === cluster
      ) {
        return state;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Adds a state that has not been seen. */
  add(cluster: ClusterId, flights: FlightsId, { a, b, c }: PrintSum, parent: StateId): StateId {
    const state = this.#count;
    if (state === this.#clusters.length) this.#widen();
    this.#clusters[state] = cluster;
    this.#flights[state] = flights;
    this.#parents[state] = parent;
    this.#printsA[state] = a;
    this.#printsB[state] = b;
    this.#printsC[state] = c;
    this.#count += 1;
    this.#index(state);
    return state;
  }

  /** Whether a state is that of a cluster and a fingerprint of what is in flight. */
  is(state: StateId, cluster: ClusterId, { a, b, c }: PrintSum): boolean {
    return (
      this.#clusters[state] === cluster &&
      this.#printsA[state] === a &&
      this.#printsB[state] === b &&
      this.#printsC[state] === c
    );
  }

  /** Numbers the states from `mark` on anew; `order` has their old numbers, in their new order. */
  reorder(mark: StateId, order: Int32Array): void {
    const prints = [this.#printsA, this.#printsB, this.#printsC];
    const columns = [this.#clusters, this.#flights, this.#parents, ...prints];
    for (const column of columns) {
      const old = column.slice(mark, mark + order.length);
      for (let index = 0; index < order.length; index += 1) {
        column[mark + index] = old[(order[index] ?? mark) - mark] ?? 0;
      }
    }
    const renumbered = new Int32Array(order.length);
    for (let index = 0; index < order.length; index += 1) {
      renumbered[(order[index] ?? mark) - mark] = mark + index;
    }
    const slots = this.#slots;
    for (let slot = 0; slot < slots.length; slot += 1) {
      const state = slots[slot] ?? EMPTY;
      if (state >= mark) slots[slot] = renumbered[state - mark] ?? EMPTY;
    }
  }

  /** Forgets the states from `mark` on. */
  forget(mark: StateId): void {
    this.#count = mark;
    this.#slots.fill(EMPTY);
    for (let state = 0; state < mark; state += 1) this.#index(state);
  }

  #widen(): void {
    const needed = 2 * this.#count;
    this.#clusters = widened(this.#clusters, needed);
    this.#flights = widened(this.#flights, needed);
    this.#parents = widened(this.#parents, needed);
    this.#printsA = widened(this.#printsA, needed);
    this.#printsB = widened(this.#printsB, needed);
    this.#printsC = widened(this.#printsC, needed);
    this.#slots = new Int32Array(2 * needed).fill(EMPTY);
    for (let state = 0; state < this.#count; state += 1) this.#index(state);
  }

  #index(state: StateId): void {
    const mask = this.#slots.length - 1;
    let slot = hashOfState(this.clusterOf(state), this.#printsA[state] ?? 0) & mask;
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#slots[slot] = state;
  }
}

function hashOfState(cluster: ClusterId, print: number): number {
  const hash = Math.imul(cluster, 0x9e3779b1) ^ print;
  return hash ^ (hash >>> 15);
}
