/** Few runs that show the same abstract states as many do. */
import type { KeptRun } from './kept-run.ts';

/**
 * Again and again the run that shows most of the states that are left; of equals, the first. No
 * cover is known to be much smaller in the worst case, and the smallest is not found in time.
 */
export function coveringRuns<Kept extends KeptRun>(runs: readonly Kept[]): readonly Kept[] {
  const left = new Set(runs.flatMap(({ states }) => states.map(([key]) => key)));
  const chosen: Kept[] = [];
  let candidates = runs.map((kept) => ({ kept, shows: kept.states.map(([key]) => key) }));
  while (left.size > 0) {
    candidates = candidates
      .map(({ kept, shows }) => ({ kept, shows: shows.filter((key) => left.has(key)) }))
      .filter(({ shows }) => shows.length > 0);
    const best = candidates.reduce((one, other) => {
      return other.shows.length > one.shows.length ? other : one;
    });
    chosen.push(best.kept);
    for (const key of best.shows) left.delete(key);
  }
  return chosen;
}
