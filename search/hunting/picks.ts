/** What fast-check draws for an adversarial run: what is picked in it, decision by decision. */
import fc from 'fast-check';

/** Memory outside of the heap is slow to get: so many lists are given it at once. */
const LISTS_PER_BLOCK = 64;

/**
 * Lists of numbers of 32 bits, each as likely as the others: every pick chooses by weights, and a
 * bias towards small numbers would choose in their place. fast-check's own arrays take several
 * times as long, most of it for shrinking, and runs are shrunk by leaving out decisions instead.
 */
export class Picks extends fc.Arbitrary<Uint32Array> {
  readonly #length: number;
  #block: Uint32Array;
  #used = 0;

  constructor(length: number) {
    super();
    this.#length = length;
    this.#block = new Uint32Array(length * LISTS_PER_BLOCK);
  }

  override generate(random: fc.Random): fc.Value<Uint32Array> {
    const picks = this.#unused();
    for (let index = 0; index < picks.length; index += 1) picks[index] = random.nextInt();
    return new fc.Value(picks, undefined);
  }

  /** A list of its own: nobody else writes to this part of the block. */
  #unused(): Uint32Array {
    if (this.#used === this.#block.length) {
      this.#block = new Uint32Array(this.#block.length);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += this.#length;
    return this.#block.subarray(from, this.#used);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Uint32Array {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<Uint32Array>> {
    return fc.Stream.nil();
  }
}
