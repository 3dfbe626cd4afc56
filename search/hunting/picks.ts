/** What fast-check draws for an adversarial run: what is picked in it, decision by decision. */
import fc from 'fast-check';

/**
 * Lists of numbers of 32 bits, each as likely as the others: every pick chooses by weights, and a
 * bias towards small numbers would choose in their place. fast-check's own arrays take several
 * times as long, most of it for shrinking, and runs are shrunk by leaving out decisions instead.
 */
export class Picks extends fc.Arbitrary<Uint32Array> {
  readonly #length: number;

  constructor(length: number) {
    super();
    this.#length = length;
  }

  override generate(random: fc.Random): fc.Value<Uint32Array> {
    const picks = new Uint32Array(this.#length);
    for (let index = 0; index < picks.length; index += 1) picks[index] = random.nextInt();
    return new fc.Value(picks, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Uint32Array {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<Uint32Array>> {
    return fc.Stream.nil();
  }
}
