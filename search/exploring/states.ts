/** The states that a search has seen: each a pair of numbers, and the state it was reached from. */
import type { ClusterId } from './clusters.ts';
import type { FlightsId } from './flights.ts';
import { widened } from './list-table.ts';
import { hashOf } from './pair-table.ts';

/** Number of a state. */
export type StateId = number;

const FIRST_CAPACITY = 1 << 12;
const EMPTY = -1;

export class States {
  #clusters = new Int32Array(FIRST_CAPACITY);
  #flights = new Int32Array(FIRST_CAPACITY);
  #parents = new Int32Array(FIRST_CAPACITY);
  /** Open addressing, at most half full. */
  #slots = new Int32Array(2 * FIRST_CAPACITY).fill(EMPTY);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  clusterOf(state: StateId): ClusterId {
    return this.#clusters[state] ?? EMPTY;
  }

  flightsOf(state: StateId): FlightsId {
    return this.#flights[state] ?? EMPTY;
  }

  /** The state from which it was first reached; -1 for the first. */
  parentOf(state: StateId): StateId {
    return this.#parents[state] ?? EMPTY;
  }

  /** Adds a state, unless it has been seen. Exact: both numbers are compared. */
  add(cluster: ClusterId, flights: FlightsId, parent: StateId): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(cluster, flights) & mask;
    for (;;) {
      const state = slots[slot] ?? EMPTY;
      if (state === EMPTY) break;
      if (this.#clusters[state] === cluster && this.#flights[state] === flights) return;
      slot = (slot + 1) & mask;
    }
    const state = this.#count;
    if (state === this.#clusters.length) this.#widen();
    this.#clusters[state] = cluster;
    this.#flights[state] = flights;
    this.#parents[state] = parent;
    this.#count += 1;
    if (this.#slots === slots) slots[slot] = state;
    else this.#index(state);
  }

  #widen(): void {
    const needed = 2 * this.#count;
    this.#clusters = widened(this.#clusters, needed);
    this.#flights = widened(this.#flights, needed);
    this.#parents = widened(this.#parents, needed);
    this.#slots = new Int32Array(2 * needed).fill(EMPTY);
    for (let state = 0; state < this.#count; state += 1) this.#index(state);
  }

  #index(state: StateId): void {
    const mask = this.#slots.length - 1;
    let slot = hashOf(this.clusterOf(state), this.flightsOf(state)) & mask;
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#slots[slot] = state;
  }
}
