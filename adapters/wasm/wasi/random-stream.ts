/** The random bytes of one life of a node: a function of its seed, and part of its state. */

export type StreamState = readonly [number, number];

const GOLDEN = 0x9e3779b9;

/** A 32-bit mix with good avalanche (MurmurHash3's finalizer). */
function mixed(value: number): number {
  let mix = value | 0;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}

export class RandomStream {
  #seed = 0;
  #count = 0;

  get state(): StreamState {
    return [this.#seed, this.#count];
  }

  set state([seed, count]: StreamState) {
    this.#seed = seed;
    this.#count = count;
  }

  /** Begins anew, for a life of node `self`. `luck` is at least 0 and less than 1. */
  begin(luck: number, self: number): void {
    this.state = [mixed(mixed(Math.floor(luck * 2 ** 32)) + Math.imul(self, GOLDEN)), 0];
  }

  /**
   * Goes on from the luck of a step. What is drawn from then on depends on the name of that luck,
   * and less on how much was drawn before: leaving out one action changes little else.
   */
  stir(luck: number): void {
    if (luck > 0) this.#seed = mixed(this.#seed ^ Math.floor(luck * 2 ** 32));
  }

  fill(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index += 1) {
      this.#count = (this.#count + 1) >>> 0;
      bytes[index] = mixed(this.#seed + Math.imul(this.#count, GOLDEN));
    }
  }
}
