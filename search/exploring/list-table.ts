/**
 * Gives every list of numbers a number of its own, from 0 on: equal lists, equal number. Lists are
 * compared element by element, so that two lists that hash alike are still two.
 */
const FIRST_CAPACITY = 1 << 10;
const EMPTY = -1;

export class ListTable {
  /** All lists, one after the other. */
  #elements = new Int32Array(FIRST_CAPACITY);
  /** Where each list begins; the next one begins where it ends. */
  #starts = new Int32Array(FIRST_CAPACITY);
  #slots = new Int32Array(FIRST_CAPACITY).fill(EMPTY);
  #size = 0;
  /** The list that is being written. */
  #draft = new Int32Array(FIRST_CAPACITY);
  #draftLength = 0;

  /** How many different lists there are. */
  get size(): number {
    return this.#size;
  }

  lengthOf(id: number): number {
    return (this.#starts[id + 1] ?? 0) - (this.#starts[id] ?? 0);
  }

  /** The element at a place, from 0 on. */
  at(id: number, index: number): number {
    return this.#elements[(this.#starts[id] ?? 0) + index] ?? 0;
  }

  /** Whether an element is in a list that is in ascending order. */
  includes(id: number, element: number): boolean {
    const elements = this.#elements;
    let low = this.#starts[id] ?? 0;
    let high = this.#starts[id + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((elements[middle] ?? 0) < element) low = middle + 1;
      else high = middle;
    }
    return low < (this.#starts[id + 1] ?? 0) && elements[low] === element;
  }

  /** Writes one element more of a list that {@link finish} will number. */
  push(element: number): void {
    const index = this.#draftLength;
    if (index === this.#draft.length) this.#draft = widened(this.#draft, index + 1);
    this.#draft[index] = element;
    this.#draftLength = index + 1;
  }

  /** Writes all elements of two lists in ascending order. `once`: no element twice. */
  pushMerged(one: number, other: number, once: boolean): void {
    const elements = this.#elements;
    const end = this.#starts[one + 1] ?? 0;
    const otherEnd = this.#starts[other + 1] ?? 0;
    let index = this.#starts[one] ?? 0;
    for (let next = this.#starts[other] ?? 0; next < otherEnd; next += 1) {
      const added = elements[next] ?? 0;
      while (index < end && (elements[index] ?? 0) < added) {
        this.push(elements[index] ?? 0);
        index += 1;
      }
      if (!once || index === end || elements[index] !== added) this.push(added);
    }
    for (; index < end; index += 1) this.push(elements[index] ?? 0);
  }

  /** The number of the list that was written; the next one begins. */
  finish(): number {
    const length = this.#draftLength;
    const mask = this.#slots.length - 1;
    let slot = hashOfPart(this.#draft, 0, length) & mask;
    this.#draftLength = 0;
    for (;;) {
      const id = this.#slots[slot] ?? EMPTY;
      if (id === EMPTY) return this.#add(length, slot);
      if (this.#isDraft(id, length)) return id;
      slot = (slot + 1) & mask;
    }
  }

  #isDraft(id: number, length: number): boolean {
    const elements = this.#elements;
    const draft = this.#draft;
    const start = this.#starts[id] ?? 0;
    if ((this.#starts[id + 1] ?? 0) - start !== length) return false;
    for (let index = 0; index < length; index += 1) {
      if (elements[start + index] !== draft[index]) return false;
    }
    return true;
  }

  #add(length: number, slot: number): number {
    const id = this.#size;
    const start = this.#starts[id] ?? 0;
    const end = start + length;
    if (end > this.#elements.length) this.#elements = widened(this.#elements, end);
    if (id + 2 > this.#starts.length) this.#starts = widened(this.#starts, id + 2);
    this.#elements.set(this.#draft.subarray(0, length), start);
    this.#starts[id + 1] = end;
    this.#slots[slot] = id;
    this.#size += 1;
    if (2 * this.#size > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id += 1) {
      const start = this.#starts[id] ?? 0;
      let slot = hashOfPart(this.#elements, start, this.#starts[id + 1] ?? 0) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

/** At least twice as long, and at least as long as needed, with the same content. */
export function widened(numbers: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.max(needed, 2 * numbers.length));
  wider.set(numbers);
  return wider;
}

function hashOfPart(numbers: Int32Array, from: number, to: number): number {
  let hash = to - from;
  for (let index = from; index < to; index += 1) {
    hash = Math.imul(hash ^ (numbers[index] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
