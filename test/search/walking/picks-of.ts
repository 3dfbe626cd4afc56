/** Picks that look like any others. */
import { mix } from '../../../simulator/luck.ts';

export function picksOf(seed: number, length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, place) => mix(seed, place));
}
