/** What is left of a search, judging by how its layers have grown. */

/** A layer is so many times as large as the one before it. */
function growthOf(statesByDepth: readonly number[]): number {
  const [before = 0, last = 0] = statesByDepth.slice(-2);
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
