/** Makes long runs small: the JSON of one is mostly the same words again and again. */
import type { ShownRun } from '../story/shown-run.ts';
import type { PackedRun } from './page-data.ts';
import type { PageSupplement } from './supplement.ts';

/** Up to so many characters of JSON, compression saves little, and any editor can read them. */
const PLAIN_MAX = 6_000;

export function packRun(run: ShownRun, compress: PageSupplement['compress']): PackedRun {
  if (compress === null) return run;
  const json = JSON.stringify(run);
  return json.length <= PLAIN_MAX ? run : compress(json);
}
