/**
 * Texts that come again and again as the same bytes: to compare a few bytes takes less time than
 * to make a string of them.
 */

/** Longer ones come seldom, and take their time anyway. */
const MAX_BYTES = 64;

/** A power of two. Texts that fall on one place take turns there. */
const PLACES = 1024;

const FNV_PRIME = 0x01000193;

/** Makes a string of the bytes `from` to `end`. */
export type Decode = (bytes: Buffer, from: number, end: number) => string;

export class InternedText {
  readonly #decode: Decode;
  readonly #texts = new Array<string>(PLACES).fill('');
  readonly #lengths = new Uint8Array(PLACES);
  readonly #bytes = new Uint8Array(PLACES * MAX_BYTES);

  constructor(decode: Decode) {
    this.#decode = decode;
  }

  /** The same as `decode` makes of these bytes. */
  at(bytes: Buffer, from: number, end: number): string {
    const length = end - from;
    if (length === 0) return '';
    if (length > MAX_BYTES) return this.#decode(bytes, from, end);
    const place = placeOf(bytes, from, end);
    if (this.#isAt(place, bytes, from, length)) return this.#texts[place] ?? '';
    const text = this.#decode(bytes, from, end);
    this.#texts[place] = text;
    this.#lengths[place] = length;
    const start = place * MAX_BYTES;
    for (let index = 0; index < length; index += 1) {
      this.#bytes[start + index] = bytes[from + index] ?? 0;
    }
    return text;
  }

  #isAt(place: number, bytes: Buffer, from: number, length: number): boolean {
    if (this.#lengths[place] !== length) return false;
    const start = place * MAX_BYTES;
    for (let index = 0; index < length; index += 1) {
      if (this.#bytes[start + index] !== bytes[from + index]) return false;
    }
    return true;
  }
}

/** FNV-1a, folded. */
function placeOf(bytes: Buffer, from: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}
