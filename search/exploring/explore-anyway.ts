/**
 * The exhaustive engine for those who have something better to do than to tell that a target is
 * not symmetric though it says so: they search it as one that is not.
 */
import type { PureTarget } from '../../simulator/target.ts';
import type { Bounds, SearchOptions, SearchResult } from './bounds.ts';
import { explore } from './explore.ts';
import { NotSymmetric } from './not-symmetric.ts';

/** As `explore`, but never throws `NotSymmetric`. */
export function exploreAnyway(
  target: PureTarget,
  bounds: Bounds,
  options: SearchOptions,
): SearchResult {
  try {
    return explore(target, bounds, options);
  } catch (error) {
    if (!(error instanceof NotSymmetric)) throw error;
    return explore(target, bounds, { ...options, tellsNodesApart: true });
  }
}
