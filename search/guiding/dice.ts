/** The draws that make guided runs: each has a name, so that none depends on another. */
import { between, draw, happens, Purpose } from '../../simulator/luck.ts';

export class Dice {
  readonly #seed: number;
  readonly #run: number;
  #turn = 0;

  /** Of the run with this number. */
  constructor(seed: number, run: number) {
    this.#seed = seed;
    this.#run = run;
  }

  /** A number of 32 bits. */
  word(): number {
    this.#turn += 1;
    return draw(this.#seed, Purpose.mutation, this.#run, this.#turn, 0);
  }

  /** From 0 up to but not including `count`, which is at least 1. */
  below(count: number): number {
    return between(this.word(), 0, count - 1);
  }

  between(min: number, max: number): number {
    return between(this.word(), min, max);
  }

  happens(percent: number): boolean {
    return happens(this.word(), percent);
  }

  /** Undefined for an empty list. */
  oneOf<Item>(items: readonly Item[]): Item | undefined {
    return items.length === 0 ? undefined : items[this.below(items.length)];
  }
}
