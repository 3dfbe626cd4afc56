/** Paths, compared by what they decide. */
import type { Path, PlayDecision } from '../../../../search/playing/game.ts';

export function isSamePath(one: Path, other: Path): boolean {
  return one.length === other.length && isPrefix(one, other);
}

/** Whether `whole` goes on from the end of `start`, or ends there. */
export function isPrefix(start: Path, whole: Path): boolean {
  return commonLength(start, whole) === start.length;
}

/** How many decisions two paths have in common, from the beginning on. */
export function commonLength(one: Path, other: Path): number {
  const place = one.findIndex((decision, index) => {
    const twin = other[index];
    return twin === undefined || nameOf(twin) !== nameOf(decision);
  });
  return place === -1 ? one.length : place;
}

function nameOf(decision: PlayDecision): string {
  return JSON.stringify(decision);
}
