/**
 * The runs that are kept of one engine: for each abstract state, the smallest that reaches it.
 * A run that is the smallest for no state is dropped. Of two that are as small, the earlier stays.
 */
import type { SavedRun } from '../finding.ts';
import type { KeptRun, StateReached } from './kept-run.ts';

/** A state, and the run that shows it with the fewest actions or decisions. */
export interface Held<Run extends SavedRun> {
  readonly kept: KeptRun<Run>;
  /** How many of them it takes. */
  readonly at: number;
}

export class Pool<Run extends SavedRun> {
  readonly #held = new Map<number, Held<Run>>();
  /** By cluster size: its states, in the order in which they were first reached. */
  readonly #states = new Map<number, number[]>();

  constructor(all: readonly KeptRun<Run>[] = []) {
    for (const kept of all) this.add(kept);
  }

  /** How many states are known. */
  get size(): number {
    return this.#held.size;
  }

  /** Those of clusters of this size, in the order in which they were first reached. */
  statesOf(nodes: number): readonly number[] {
    return this.#states.get(nodes) ?? [];
  }

  heldFor(state: number): Held<Run> | undefined {
    return this.#held.get(state);
  }

  /** Up to where a run of this size that shows these states is worth keeping; 0 if it is not. */
  worthKeeping(reached: Iterable<StateReached>, size = Infinity): number {
    let end = 0;
    for (const [key, when] of reached) {
      const at = Math.min(when, size);
      if (at > end && at < (this.#held.get(key)?.at ?? Infinity)) end = at;
    }
    return end;
  }

  add(kept: KeptRun<Run>): void {
    const { nodes } = kept.run;
    const states = this.#states.get(nodes) ?? [];
    this.#states.set(nodes, states);
    for (const [key, at] of kept.states) {
      const held = this.#held.get(key);
      if (held === undefined) states.push(key);
      if (held === undefined || at < held.at) this.#held.set(key, { kept, at });
    }
  }

  /** At most so many runs: first those that are the smallest for most states. */
  runs(limit = Infinity): readonly KeptRun<Run>[] {
    const counts = new Map<KeptRun<Run>, number>();
    for (const { kept } of this.#held.values()) counts.set(kept, (counts.get(kept) ?? 0) + 1);
    const all = [...counts];
    if (all.length > limit) all.sort(([, one], [, other]) => other - one);
    return all.slice(0, limit).map(([kept]) => kept);
  }
}
