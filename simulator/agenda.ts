/**
 * What is due when: a wheel with one slot per millisecond. World time is whole milliseconds, so
 * adding and taking cost a few instructions, and entries due at the same time come out in the order
 * in which they went in.
 */

/** Anything that can be put on the agenda. `next` belongs to the agenda. */
export interface AgendaEntry {
  dueMs: number;
  next: AgendaEntry | null;
}

const SLOTS = 1024;
const MASK = SLOTS - 1;
const WORDS = SLOTS / 32;

export class Agenda<Item extends AgendaEntry> {
  readonly #heads: (Item | null)[] = new Array<Item | null>(SLOTS).fill(null);
  readonly #tails: (Item | null)[] = new Array<Item | null>(SLOTS).fill(null);
  /** One bit per slot: whether it holds anything. */
  readonly #occupied = new Uint32Array(WORDS);
  /** What lies beyond the wheel, in order of arrival. */
  #far: Item[] = [];
  #nextFarMs = Infinity;
  #nowMs = 0;
  #size = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  get size(): number {
    return this.#size;
  }

  /** Puts an item on the agenda; what is already past is due now. */
  add(item: Item, dueMs: number): void {
    item.dueMs = dueMs > this.#nowMs ? dueMs : this.#nowMs;
    this.#size += 1;
    if (item.dueMs - this.#nowMs < SLOTS) {
      this.#append(item);
      return;
    }
    this.#far.push(item);
    if (item.dueMs < this.#nextFarMs) this.#nextFarMs = item.dueMs;
  }

  /** Takes the next item due up to `untilMs` and moves the time to it; null if there is none. */
  take(untilMs: number): Item | null {
    for (;;) {
      const slot = this.#nowMs & MASK;
      const item = this.#heads[slot];
      if (item) {
        this.#heads[slot] = item.next as Item | null;
        if (item.next === null) {
          this.#tails[slot] = null;
          this.#mark(slot, false);
        }
        item.next = null;
        this.#size -= 1;
        return item;
      }
      if (this.#nowMs >= untilMs) return null;
      this.#nowMs = Math.min(this.#nextOccupiedMs(), untilMs, this.#nextFarMs - SLOTS + 1);
      if (this.#nextFarMs - this.#nowMs < SLOTS) this.#bringNear();
    }
  }

  /** The next time after now at which something on the wheel is due; Infinity if nothing is. */
  #nextOccupiedMs(): number {
    const first = (this.#nowMs + 1) & MASK;
    let word = first >>> 5;
    let bits = (this.#occupied[word] ?? 0) & (-1 << (first & 31));
    for (let words = 0; words <= WORDS; words += 1) {
      if (bits !== 0) {
        const slot = word * 32 + 31 - Math.clz32(bits & -bits);
        return this.#nowMs + 1 + ((slot - first) & MASK);
      }
      word = (word + 1) % WORDS;
      bits = this.#occupied[word] ?? 0;
    }
    return Infinity;
  }

  #append(item: Item): void {
    const slot = item.dueMs & MASK;
    item.next = null;
    const tail = this.#tails[slot];
    if (tail) tail.next = item;
    else this.#heads[slot] = item;
    this.#tails[slot] = item;
    this.#mark(slot, true);
  }

  #mark(slot: number, isOccupied: boolean): void {
    const bits = this.#occupied[slot >>> 5] ?? 0;
    const bit = 1 << (slot & 31);
    this.#occupied[slot >>> 5] = isOccupied ? bits | bit : bits & ~bit;
  }

  /** Moves what the wheel now reaches onto it, before anything can be added to those slots. */
  #bringNear(): void {
    const stillFar: Item[] = [];
    this.#nextFarMs = Infinity;
    for (const item of this.#far) {
      if (item.dueMs - this.#nowMs < SLOTS) {
        this.#append(item);
      } else {
        stillFar.push(item);
        if (item.dueMs < this.#nextFarMs) this.#nextFarMs = item.dueMs;
      }
    }
    this.#far = stillFar;
  }
}
