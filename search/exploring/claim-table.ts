/**
 * Which state first led to which, among the threads of a search: a table in shared memory, from the
 * fingerprint of a state to the number of its earliest parent. Open addressing; a fingerprint is
 * written once, and a parent only ever replaced by an earlier one.
 */
import { LANES, PrintSum } from './fingerprint.ts';

/** No fingerprint is there; none has this for its first number. */
const EMPTY = 0;

/** Parents are written with one added: there is none yet. */
const UNWRITTEN = 0;

const CAPACITY = 0;
const USED = 1;
const IS_FULL = 2;
const WORDS = 4;

/** More entries than this part of the slots make it slow. */
const FULLEST = 0.8;

/** Grown to this part before a layer, it is seldom full by its end. */
const ROOMY = 0.5;

/** Entries that a thread counts on its own before it adds them to what all have. */
const COUNTED_APART = 256;

const FIRST_CAPACITY = 1 << 16;

/** Buffers are reserved at their largest, and take memory only as far as they are used. */
export function sharedClaims(maxStates: number): SharedArrayBuffer {
  const slots = powerOf2From(Math.max(FIRST_CAPACITY, maxStates / FULLEST));
  const words = WORDS + slots * (LANES + 1);
  const shared = new SharedArrayBuffer(words * Int32Array.BYTES_PER_ELEMENT);
  new Int32Array(shared)[CAPACITY] = FIRST_CAPACITY;
  return shared;
}

export class ClaimTable {
  readonly #head: Int32Array;
  readonly #prints: Int32Array;
  readonly #parents: Int32Array;
  #mask = 0;
  #apart = 0;
  /** Entries that this thread has written. */
  #written = 0;

  constructor(shared: SharedArrayBuffer) {
    const slots = Math.floor(
      (shared.byteLength / Int32Array.BYTES_PER_ELEMENT - WORDS) / (LANES + 1),
    );
    this.#head = new Int32Array(shared, 0, WORDS);
    this.#parents = new Int32Array(shared, this.#head.byteLength, slots);
    this.#prints = new Int32Array(
      shared,
      this.#head.byteLength + this.#parents.byteLength,
      LANES * slots,
    );
    this.enter();
  }

  /** How large it is may have changed since the layer before. */
  enter(): void {
    this.#mask = Atomics.load(this.#head, CAPACITY) - 1;
  }

  /** Too full for the rest of the layer, which has to be tried again. */
  get isFull(): boolean {
    return Atomics.load(this.#head, IS_FULL) === 1;
  }

  /** About how many states are claimed. */
  get used(): number {
    return Atomics.load(this.#head, USED);
  }

  /** The slot of a fingerprint, with this parent unless it has an earlier one. */
  claim(print: PrintSum, parent: number): number {
    const first = print.a === EMPTY ? 1 : print.a;
    let slot = (print.b ^ (first >>> 7)) & this.#mask;
    for (;;) {
      const cell = slot * LANES;
      let known = Atomics.load(this.#prints, cell);
      if (known === EMPTY) {
        known = Atomics.compareExchange(this.#prints, cell, EMPTY, first);
        if (known === EMPTY) return this.#write(slot, print, parent);
      }
      if (known === first && this.#isAt(slot, print)) {
        this.lower(slot, parent);
        return slot;
      }
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Whether this thread is the first to come with a fingerprint; once it is full, all are. */
  isFirst(print: PrintSum): boolean {
    if (this.isFull) return true;
    const before = this.#written;
    this.claim(print, 0);
    return this.#written !== before;
  }

  /** Gives a slot an earlier parent, if this is one. */
  lower(slot: number, parent: number): void {
    const wanted = parent + 1;
    let known = Atomics.load(this.#parents, slot);
    while (wanted < known) {
      const before = Atomics.compareExchange(this.#parents, slot, known, wanted);
      if (before === known) return;
      known = before;
    }
  }

  parentAt(slot: number): number {
    return Atomics.load(this.#parents, slot) - 1;
  }

  /**
   * By one thread, while the others wait: makes room for so many more, and forgets the states with
   * parents from `firstParent` on if they are about to be reached again.
   */
  grow(expected: number, firstParent = Infinity): void {
    const before = this.#mask + 1;
    const needed = (Atomics.load(this.#head, USED) + expected) / ROOMY;
    const capacity = Math.min(this.#parents.length, powerOf2From(Math.max(needed, before)));
    if (capacity === before && !this.isFull) return;
    const [prints, parents] = [
      this.#prints.slice(0, before * LANES),
      this.#parents.slice(0, before),
    ];
    this.#prints.fill(EMPTY, 0, before * LANES);
    this.#parents.fill(UNWRITTEN, 0, before);
    Atomics.store(this.#head, CAPACITY, capacity);
    Atomics.store(this.#head, USED, 0);
    Atomics.store(this.#head, IS_FULL, 0);
    this.enter();
    const print = new PrintSum();
    for (const [slot, written] of parents.entries()) {
      if (written === UNWRITTEN || written > firstParent) continue;
      print.clear();
      print.add(prints, slot);
      this.claim(print, written - 1);
    }
  }

  #write(slot: number, { b, c, d }: PrintSum, parent: number): number {
    const cell = slot * LANES;
    this.#prints[cell + 1] = b;
    this.#prints[cell + 2] = c;
    this.#prints[cell + 3] = d;
    // Whoever reads a parent here reads the fingerprint as a whole.
    Atomics.store(this.#parents, slot, parent + 1);
    this.#count();
    return slot;
  }

  #isAt(slot: number, { b, c, d }: PrintSum): boolean {
    while (Atomics.load(this.#parents, slot) === UNWRITTEN);
    const cell = slot * LANES;
    return (
      this.#prints[cell + 1] === b && this.#prints[cell + 2] === c && this.#prints[cell + 3] === d
    );
  }

  #count(): void {
    this.#written += 1;
    this.#apart += 1;
    if (this.#apart < COUNTED_APART) return;
    this.#apart = 0;
    const used = Atomics.add(this.#head, USED, COUNTED_APART) + COUNTED_APART;
    if (used > FULLEST * (this.#mask + 1)) Atomics.store(this.#head, IS_FULL, 1);
  }
}

function powerOf2From(number: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, number)));
}
