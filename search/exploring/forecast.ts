/** What is left of a search, judging by how its layers have grown. */

/** A layer is so many times as large as the one before it. */
function growthOf(statesByDepth: readonly number[]): number {
  const [last = 0, before = last] = statesByDepth.slice(-2).reverse();
  return before === 0 ? 1 : last / before;
}

/**
 * About how many states are still to be tried if so many layers are left, the latest included.
 * Layers grow more and more slowly, as a rule, so that it is more often too high than too low.
 */
export function statesLeft(statesByDepth: readonly number[], layersLeft: number): number {
  const growth = growthOf(statesByDepth);
  let layer = statesByDepth.at(-1) ?? 0;
  let left = 0;
  for (let index = 0; index < layersLeft; index += 1) {
    left += layer;
    layer *= growth;
  }
  return left;
}

/** A figure of so few states says nothing. */
const MEANINGFUL = 1000;

/** About how long the rest takes at the pace so far; null if there is too little to judge by. */
export function timeLeftMs(
  statesByDepth: readonly number[],
  layersLeft: number,
  wallMs: number,
): number | null {
  // The latest layer is not tried yet: the time so far was spent on those before it.
  const tried = statesByDepth.slice(0, -1).reduce((sum, count) => sum + count, 0);
  if (tried < MEANINGFUL || layersLeft < 1) return null;
  return (wallMs / tried) * statesLeft(statesByDepth, layersLeft);
}
