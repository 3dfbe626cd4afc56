/**
 * Fingerprints of 128 bits, as four numbers of 32 bits each. That of a text is as good as drawn at
 * random; that of a state is the sum of those of its parts, so that a step changes a few of them,
 * and so that it is the same whatever numbers the parts have in the tables of a thread.
 */

/** The numbers of a fingerprint lie side by side. */
export const LANES = 4;

const FIRST_CAPACITY = 1 << 8;

/** A fingerprint that is being added up. */
export class PrintSum {
  a = 0;
  b = 0;
  c = 0;
  d = 0;

  clear(): void {
    this.a = 0;
    this.b = 0;
    this.c = 0;
    this.d = 0;
  }

  set({ a, b, c, d }: PrintSum): void {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  add(lanes: Int32Array, id: number): void {
    const at = LANES * id;
    this.a = (this.a + (lanes[at] ?? 0)) | 0;
    this.b = (this.b + (lanes[at + 1] ?? 0)) | 0;
    this.c = (this.c + (lanes[at + 2] ?? 0)) | 0;
    this.d = (this.d + (lanes[at + 3] ?? 0)) | 0;
  }

  subtract(lanes: Int32Array, id: number): void {
    const at = LANES * id;
    this.a = (this.a - (lanes[at] ?? 0)) | 0;
    this.b = (this.b - (lanes[at + 1] ?? 0)) | 0;
    this.c = (this.c - (lanes[at + 2] ?? 0)) | 0;
    this.d = (this.d - (lanes[at + 3] ?? 0)) | 0;
  }

  /** Equal for equal fingerprints, and the same in every thread. */
  get order(): number {
    return orderFrom(this.a, this.b);
  }

  isLessThan(other: PrintSum): boolean {
    return this.a === other.a ? this.b < other.b : this.a < other.a;
  }
}

/** The fingerprints of things that are numbered from 0 on. */
export class Fingerprints {
  #lanes = new Int32Array(LANES * FIRST_CAPACITY);

  /** Those of number 0 first. Made anew when it grows: do not keep it. */
  get lanes(): Int32Array {
    return this.#lanes;
  }

  put(id: number, { a, b, c, d }: PrintSum): void {
    const at = LANES * id;
    if (at + LANES > this.#lanes.length) {
      const wider = new Int32Array(Math.max(at + LANES, 2 * this.#lanes.length));
      wider.set(this.#lanes);
      this.#lanes = wider;
    }
    this.#lanes[at] = a;
    this.#lanes[at + 1] = b;
    this.#lanes[at + 2] = c;
    this.#lanes[at + 3] = d;
  }

  /** A number to order things by that does not depend on how they are numbered. */
  orderOf(id: number): number {
    return orderFrom(this.#lanes[LANES * id] ?? 0, this.#lanes[LANES * id + 1] ?? 0);
  }
}

/** 52 bits, which a number holds exactly. */
function orderFrom(a: number, b: number): number {
  return (a >>> 0) * 2 ** 20 + (b >>> 12);
}

/** Odd numbers without a pattern: each lane mixes with another one. */
const FACTORS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const;

export function printOf(text: string): PrintSum {
  const sum = new PrintSum();
  const { length } = text;
  let [a, b, c, d] = [length ^ 0x243f6a88, length ^ 0x13198a2e, length ^ 0x299f31d0, ~length];
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    a = stirred(a ^ code, FACTORS[0]);
    b = stirred(b + code, FACTORS[1]);
    c = stirred(c ^ (code << 7), FACTORS[2]);
    d = stirred(d - code, FACTORS[3]);
  }
  sum.a = finished(a ^ (b >>> 3), FACTORS[1]);
  sum.b = finished(b ^ (c >>> 5), FACTORS[2]);
  sum.c = finished(c ^ (d >>> 7), FACTORS[3]);
  sum.d = finished(d ^ (a >>> 11), FACTORS[0]);
  return sum;
}

function stirred(value: number, factor: number): number {
  const product = Math.imul(value, factor);
  return product ^ (product >>> 15);
}

function finished(value: number, factor: number): number {
  return stirred(stirred(stirred(value, 0x2c1b3c6d), factor), 0x297a2d39);
}
