/** Ways to leave out parts of a list, from coarse to fine (Zeller's delta debugging, and pairs). */

/**
 * Calls `keep` with ever smaller parts of the list left out; `keep` answers whether the rest still
 * serves. Returns the list that is left when no single element can be left out any more.
 */
export function reduceList<Item>(
  list: readonly Item[],
  keep: (rest: readonly Item[]) => boolean,
): readonly Item[] {
  let rest = list;
  let chunk = Math.ceil(rest.length / 2);
  while (chunk >= 1) {
    const shorter = withoutOneChunk(rest, chunk, keep);
    if (shorter !== null) {
      rest = shorter;
      chunk = Math.min(chunk, Math.max(1, rest.length));
    } else if (chunk === 1) {
      break;
    } else {
      chunk = Math.ceil(chunk / 2);
    }
  }
  return rest;
}

/** Leaves out two elements at a time: what belongs together, such as a cut and its heal. */
export function reducePairs<Item>(
  list: readonly Item[],
  keep: (rest: readonly Item[]) => boolean,
): readonly Item[] {
  for (let first = 0; first < list.length; first += 1) {
    for (let second = first + 1; second < list.length; second += 1) {
      const rest = list.filter((_, index) => index !== first && index !== second);
      if (keep(rest)) return reducePairs(rest, keep);
    }
  }
  return list;
}

function withoutOneChunk<Item>(
  list: readonly Item[],
  chunk: number,
  keep: (rest: readonly Item[]) => boolean,
): readonly Item[] | null {
  for (let start = 0; start < list.length; start += chunk) {
    const rest = [...list.slice(0, start), ...list.slice(start + chunk)];
    if (keep(rest)) return rest;
  }
  return null;
}
