/** How the number of known states grew with the number of runs: whether it saturates. */

export interface GrowthPoint {
  readonly runs: number;
  readonly states: number;
}

/** A point whenever there are so many times more runs than at the last one. */
const STEP = 1.25;

export class Growth {
  readonly #points: GrowthPoint[] = [];
  #latest: GrowthPoint = { runs: 0, states: 0 };

  note(runs: number, states: number): void {
    if (runs === 0) return;
    this.#latest = { runs, states };
    if (runs >= STEP * (this.#points.at(-1)?.runs ?? 0)) this.#points.push(this.#latest);
  }

  get points(): readonly GrowthPoint[] {
    const isListed = (this.#points.at(-1)?.runs ?? 0) === this.#latest.runs;
    return isListed ? this.#points : [...this.#points, this.#latest];
  }
}

/** Which part of the known states the second half of the runs added; null for too few points. */
export function addedBySecondHalf(points: readonly GrowthPoint[]): number | null {
  const last = points.at(-1);
  if (last === undefined || last.states === 0) return null;
  const half = points.findLast(({ runs }) => runs <= last.runs / 2);
  return half === undefined ? null : (last.states - half.states) / last.states;
}
