/** How a hunt is cut into pieces that depend on nothing but its options and their number. */
import { mix } from '../../simulator/luck.ts';

/** Timed runs that share one seed of fast-check and one set of swarms. */
export const BATCH = 200;

/** Batches are numbered from 0. */
export function batchSeed(seed: number, batch: number): number {
  return mix(mix(seed, BATCH), batch);
}

/** How many batches so many timed runs are. */
export function batchesIn(runs: number): number {
  return Math.ceil(runs / BATCH);
}
