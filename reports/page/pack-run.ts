/** Makes long runs small: the JSON of one is mostly the same words again and again. */
import { gzipSync } from 'node:zlib';
import type { ShownRun } from '../story/shown-run.ts';
import type { PackedRun } from './page-data.ts';

/** Up to so many characters of JSON, a page can be read with any editor. */
const PLAIN_MAX = 6_000;

export function packRun(run: ShownRun): PackedRun {
  const json = JSON.stringify(run);
  return json.length <= PLAIN_MAX ? run : gzipSync(json, { level: 9 }).toString('base64');
}
