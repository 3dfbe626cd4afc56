/** What one thread of a search claims to have reached first. */
import type { ClaimTable } from './claim-table.ts';
import { PrintSum } from './fingerprint.ts';
import type { SearchSpace } from './search-space.ts';
import { ELSEWHERE, type StateId } from './states.ts';

const FIRST_CAPACITY = 1 << 10;

export class SharedClaims {
  readonly #space: SearchSpace;
  readonly #table: ClaimTable;
  readonly #sum = new PrintSum();
  #from: StateId = 0;
  #mark: StateId = 0;
  /** By state of the layer, its number among those of all threads. */
  #numbers: Int32Array = new Int32Array(0);
  /** By new state, its slot in the table. */
  #slots = new Int32Array(FIRST_CAPACITY);

  constructor(space: SearchSpace, table: ClaimTable) {
    this.#space = space;
    this.#table = table;
  }

  get isFull(): boolean {
    return this.#table.isFull;
  }

  /** Turns to the layer that begins with the state `from`. */
  enter(from: StateId, numbers: Int32Array): void {
    this.#from = from;
    this.#mark = this.#space.states.count;
    this.#numbers = numbers;
    this.#table.enter();
  }

  numberOf(parent: StateId): number {
    return this.#numbers[parent - this.#from] ?? 0;
  }

  /**
   * A state that this thread has not reached before; false if another has reached it earlier.
   * `print`: of what is in flight.
   */
  claimNew(state: StateId, print: PrintSum, parent: StateId): boolean {
    const { states, clusterPrints } = this.#space;
    this.#sum.set(print);
    clusterPrints.add(states.clusterOf(state), this.#sum);
    const at = state - this.#mark;
    if (at >= this.#slots.length) {
      const wider = new Int32Array(2 * at);
      wider.set(this.#slots);
      this.#slots = wider;
    }
    const number = this.numberOf(parent);
    const slot = this.#table.claim(this.#sum, number);
    this.#slots[at] = slot;
    return this.#table.parentAt(slot) === number;
  }

  /** An earlier way to a new state; false if another thread knows one that is earlier still. */
  claim(state: StateId, parent: StateId): boolean {
    const slot = this.#slots[state - this.#mark] ?? 0;
    const number = this.numberOf(parent);
    this.#table.lower(slot, number);
    return this.#table.parentAt(slot) === number;
  }

  /** Once all threads are done: leaves to others what they have reached first. */
  settle(): void {
    const { states } = this.#space;
    for (let state = this.#mark; state < states.count; state += 1) {
      const first = this.#table.parentAt(this.#slots[state - this.#mark] ?? 0);
      const isMine = first === this.numberOf(states.parentOf(state));
      if (!isMine) states.setParent(state, ELSEWHERE);
    }
  }
}
