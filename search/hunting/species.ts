/**
 * In how many runs each thing was seen that runs may show: what statistics of unseen species need.
 * More than two is all the same to them.
 */
import type { StateListener } from './abstract-states.ts';

/** Plain data: what was seen in exactly one run, in exactly two, and in more. */
export interface SpeciesSeen {
  /** Runs that were looked at. */
  readonly runs: number;
  readonly once: readonly number[];
  readonly twice: readonly number[];
  readonly more: readonly number[];
}

export const NOTHING_SEEN: SpeciesSeen = { runs: 0, once: [], twice: [], more: [] };

const MANY = 3;

export class Species implements StateListener {
  /** By key: the latest run that showed it, and in how many it was, at most {@link MANY}. */
  readonly #seen = new Map<number, number>();
  #runs = 0;

  /** Another run begins. */
  begin(): void {
    this.#runs += 1;
  }

  note(key: number): void {
    const known = this.#seen.get(key) ?? 0;
    const latest = Math.floor(known / 4);
    if (latest === this.#runs) return;
    this.#seen.set(key, this.#runs * 4 + Math.min(MANY, (known % 4) + 1));
  }

  /** Adds what other runs have shown. */
  add({ runs, once, twice, more }: SpeciesSeen): void {
    for (const [keys, times] of [
      [once, 1],
      [twice, 2],
      [more, MANY],
    ] as const) {
      for (const key of keys) {
        const before = (this.#seen.get(key) ?? 0) % 4;
        this.#seen.set(key, Math.min(MANY, before + times));
      }
    }
    this.#runs += runs;
  }

  get size(): number {
    return this.#seen.size;
  }

  get seen(): SpeciesSeen {
    const lists: [number[], number[], number[]] = [[], [], []];
    for (const [key, value] of this.#seen) lists[(value % 4) - 1]?.push(key);
    const [once, twice, more] = lists.map((keys) => keys.sort((one, other) => one - other));
    return { runs: this.#runs, once: once ?? [], twice: twice ?? [], more: more ?? [] };
  }
}
