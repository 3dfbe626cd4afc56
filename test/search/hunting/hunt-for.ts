/** Hunts as the tests make them: seeded, bounded in runs, never in time. */
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import type { PropertyId } from '../../../properties/property.ts';
import { HUNTING_ENGINES, type HuntOptions } from '../../../search/hunting/hunt-options.ts';
import { searchFaultsFairTo } from '../../../search/search-faults.ts';
import type { PureTarget } from '../../../simulator/target.ts';

/** Options of a hunt; whatever is not given is as in `whitewater run`. */
export function huntFor(
  target: PureTarget,
  sought: PropertyId | null,
  changes: Partial<HuntOptions> = {},
): HuntOptions {
  return {
    seed: 20140614,
    engines: HUNTING_ENGINES,
    maxRuns: 2_000,
    nodes: [3, 5],
    sought: sought === null ? null : new Set([sought]),
    faults: kindsFairTo(target.capabilities),
    searchFaults: searchFaultsFairTo(target.capabilities),
    timing: LAB_TIMING,
    maxFindings: 1,
    shouldStop: () => false,
    ...changes,
  };
}
