/** For each abstract state, the first moment of a walk that showed it: walks go on from there. */
import type { StateListener } from '../hunting/abstract-states.ts';
import type { WalkPoint } from '../walking/walk.ts';
import type { StateReached } from './kept-run.ts';

/** A moment of a walk, and the states that were reached until then. */
export interface StatePoint {
  readonly point: WalkPoint;
  readonly reached: readonly StateReached[];
}

export class WalkPoints implements StateListener {
  readonly #points = new Map<number, StatePoint>();
  /** States without a point that the latest decision has shown. */
  readonly #fresh: number[] = [];

  begin(): void {
    this.#fresh.length = 0;
  }

  note(key: number): void {
    if (!this.#points.has(key)) this.#fresh.push(key);
  }

  /** A decision is over: this is the point of what it has shown first. */
  decided(point: () => StatePoint): void {
    if (this.#fresh.length === 0) return;
    const here = point();
    for (const key of this.#fresh) this.#points.set(key, here);
    this.#fresh.length = 0;
  }

  of(key: number): StatePoint | undefined {
    return this.#points.get(key);
  }
}
