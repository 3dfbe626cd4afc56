/**
 * The states of one depth, cluster by cluster: what may happen to a cluster is worked out once for
 * all of its states.
 */
import type { ClusterId } from './clusters.ts';
import { widened } from './list-table.ts';
import type { StateId, States } from './states.ts';

const NONE = -1;

export class Layer {
  readonly #states: States;
  /** By cluster, the first of its states in this layer. */
  #firsts = new Int32Array(1 << 10).fill(NONE);
  /** By place in the layer, the next state of the same cluster. */
  #nexts = new Int32Array(1 << 10);
  #from = 0;

  constructor(states: States) {
    this.#states = states;
  }

  /** Turns to the states from one number up to, but without, another. */
  enter(from: StateId, to: StateId): void {
    this.#from = from;
    if (to - from > this.#nexts.length) this.#nexts = new Int32Array(2 * (to - from));
    for (let state = to - 1; state >= from; state -= 1) {
      const cluster = this.#states.clusterOf(state);
      if (cluster >= this.#firsts.length) this.#widen(cluster + 1);
      this.#nexts[state - from] = this.#firsts[cluster] ?? NONE;
      this.#firsts[cluster] = state;
    }
  }

  /** Whether a state is the first of its cluster. Asked once: the cluster is then done with. */
  leads(state: StateId, cluster: ClusterId): boolean {
    if (this.#firsts[cluster] !== state) return false;
    this.#firsts[cluster] = NONE;
    return true;
  }

  /** The next state of the same cluster; -1 if there is none. */
  next(state: StateId): StateId {
    return this.#nexts[state - this.#from] ?? NONE;
  }

  #widen(needed: number): void {
    const { length } = this.#firsts;
    this.#firsts = widened(this.#firsts, needed).fill(NONE, length);
  }
}
