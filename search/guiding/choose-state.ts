/** Which of the kept runs is the next to be changed: one that shows what was not tried often. */
import type { SavedRun } from '../finding.ts';
import type { Dice } from './dice.ts';
import type { Held, Pool } from './pool.ts';

/** So many states are drawn, and the one that was chosen least often wins. */
const DRAWN = 3;

/** A state, and the run that is kept for it. */
export interface Chosen<Run extends SavedRun> extends Held<Run> {
  readonly state: number;
}

export class ChosenStates<Run extends SavedRun> {
  readonly #pool: Pool<Run>;
  readonly #times = new Map<number, number>();

  constructor(pool: Pool<Run>) {
    this.#pool = pool;
  }

  /** Of a cluster of this size; null if no run is kept of it. */
  next(nodes: number, dice: Dice): Chosen<Run> | null {
    const states = this.#pool.statesOf(nodes);
    let best: number | null = null;
    let leastTimes = Infinity;
    for (let drawn = 0; drawn < DRAWN && states.length > 0; drawn += 1) {
      const state = dice.oneOf(states);
      if (state === undefined) continue;
      const times = this.#times.get(state) ?? 0;
      if (times < leastTimes) [best, leastTimes] = [state, times];
    }
    if (best === null) return null;
    this.#times.set(best, leastTimes + 1);
    const held = this.#pool.heldFor(best);
    return held === undefined ? null : { ...held, state: best };
  }
}
