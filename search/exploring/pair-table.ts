/**
 * Numbers for pairs of numbers. A search looks things up several times per decision, and a Map with
 * keys made of text would be most of its time. Open addressing: pairs are compared, so that two
 * pairs that hash alike are still two.
 */

/** There is no number for this pair yet. */
export const ABSENT = -1;

const FIRST_CAPACITY = 1 << 10;

/** First, second and number of a pair lie side by side. */
const WIDTH = 3;

/** From pairs of numbers from 0 to 2^31 - 1 to numbers other than {@link ABSENT}. */
export class PairTable {
  #cells = emptyCells(FIRST_CAPACITY);
  #mask = FIRST_CAPACITY - 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(first: number, second: number): number {
    const cells = this.#cells;
    const mask = this.#mask;
    for (let slot = hashOf(first, second) & mask; ; slot = (slot + 1) & mask) {
      const cell = slot * WIDTH;
      const known = cells[cell];
      if (known === first && cells[cell + 1] === second) return cells[cell + 2] ?? ABSENT;
      if (known === ABSENT) return ABSENT;
    }
  }

  /** The pair must not be in the table yet. */
  add(first: number, second: number, value: number): void {
    if (2 * (this.#size + 1) > this.#mask) this.#grow();
    this.#size += 1;
    this.#put(first, second, value);
  }

  #put(first: number, second: number, value: number): void {
    const cells = this.#cells;
    const mask = this.#mask;
    let slot = hashOf(first, second) & mask;
    while (cells[slot * WIDTH] !== ABSENT) slot = (slot + 1) & mask;
    cells[slot * WIDTH] = first;
    cells[slot * WIDTH + 1] = second;
    cells[slot * WIDTH + 2] = value;
  }

  #grow(): void {
    const old = this.#cells;
    const capacity = 2 * (this.#mask + 1);
    this.#cells = emptyCells(capacity);
    this.#mask = capacity - 1;
    for (let cell = 0; cell < old.length; cell += WIDTH) {
      const first = old[cell] ?? ABSENT;
      if (first !== ABSENT) this.#put(first, old[cell + 1] ?? 0, old[cell + 2] ?? 0);
    }
  }
}

function emptyCells(capacity: number): Int32Array {
  return new Int32Array(capacity * WIDTH).fill(ABSENT);
}

/** Where to look first for a pair of numbers; cut it to size from below. */
export function hashOf(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
