/**
 * How much may still be tried on the way out of dead ends. It is counted and not timed, so that a
 * search comes to the same on every machine.
 */

/** A step that the target works out takes as long as so many that are remembered. */
export const STEP_EFFORT = 20;

/** Hours. */
export const MAX_DEAD_END_EFFORT = 1_000_000_000;

/** Larger clusters have many majorities, and each is judged: seconds for functions. */
const USUAL_EFFORT = 2_000_000;

const SMALL_CLUSTER = 3;

/** What a search may try if nobody says how much: of small clusters it judges everything. */
export function usualEffort(nodes: number): number {
  return nodes <= SMALL_CLUSTER ? Infinity : USUAL_EFFORT;
}

/**
 * Deliveries of messages, each step that a target works out for one counted as
 * {@link STEP_EFFORT}.
 */
export class Effort {
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  /** Whether what is judged first makes a difference to what can be judged later. */
  get mayRunOut(): boolean {
    return !this.isSpent && this.#left !== Infinity;
  }

  /** Whether nothing more may be tried. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(effort: number): void {
    this.#left -= effort;
  }
}
