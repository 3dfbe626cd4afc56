/**
 * Leaving out decisions ends in different places for different runs. Where a long one is beyond the
 * exhaustive search, others that break the same property are met by adversarial walks: in smaller
 * clusters too, where nothing of the first run fits, since majorities are others.
 */
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { draw, Purpose } from '../../simulator/luck.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import { TargetThrew } from '../walking/attributed-target.ts';
import { clusterSizes, type ShrinkLimits } from './shrink-limits.ts';
import type { WalkOptions } from '../walking/walk.ts';
import { Walker } from '../walking/walker.ts';

/** In fewer nodes most defects have no room; what has is short, and has been searched. */
const MIN_NODES = 3;

/** A second or two for each size of cluster. */
const WALKS = 20_000;
const PICKS = 60;

/** Of each size. */
const MAX_RUNS = 6;

/** The run that others may replace. */
export interface Replaced extends Omit<Schedule, 'decisions'> {
  /** Whether no message may overtake another in them. Default: no. */
  readonly keepsOrder?: boolean;
}

/** Runs that break the property, smaller clusters first; always the same ones. */
export function* otherRuns(
  target: PureTarget,
  property: PropertyId,
  { nodes, timing, keepsOrder = false }: Replaced,
  faults: readonly SearchFault[],
  limits: ShrinkLimits,
): Generator<Schedule> {
  // A walk does not look where it could still go.
  if (propertyNamed(property).kind === 'possibility') return;
  const picks = new Uint32Array(PICKS);
  for (const size of clusterSizes(target, nodes, limits)) {
    if (size < Math.min(MIN_NODES, nodes)) continue;
    const options = { properties: [propertyNamed(property)], timing, faults, keepsOrder };
    const walker = walkerOrNull(target, size, options);
    let runs = 0;
    for (let walk = 0; walker !== null && walk < WALKS && runs < MAX_RUNS; walk += 1) {
      if (limits.shouldStop()) return;
      for (let index = 0; index < PICKS; index += 1) {
        picks[index] = draw(size, Purpose.walk, walk, index, 0);
      }
      if (walker.walk(picks).broken === null) continue;
      runs += 1;
      yield { nodes: size, timing, decisions: walker.decisions(picks) };
    }
  }
}

/** Null for a target that does not bear clusters of this size. */
function walkerOrNull(target: PureTarget, size: number, options: WalkOptions): Walker | null {
  try {
    return new Walker(target, size, options);
  } catch (error) {
    if (error instanceof TargetThrew) return null;
    throw error;
  }
}
