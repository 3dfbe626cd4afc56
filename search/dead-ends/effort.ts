/**
 * How much may still be tried on the way out of dead ends. It is counted and not timed, so that a
 * search comes to the same on every machine.
 */

/**
 * Deliveries of messages, each step that a target works out for one counted as
 * {@link STEP_EFFORT}. The core needs 1 % of it for a search of a million states.
 */
export const DEFAULT_DEAD_END_EFFORT = 3_000_000;

/** Hours. */
export const MAX_DEAD_END_EFFORT = 1_000_000_000;

/** A step that the target works out takes as long as so many that are remembered. */
export const STEP_EFFORT = 20;

export class Effort {
  #left: number;

  constructor(limit = DEFAULT_DEAD_END_EFFORT) {
    this.#left = limit;
  }

  /** Whether nothing more may be tried. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(effort: number): void {
    this.#left -= effort;
  }
}
