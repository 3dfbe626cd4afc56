/** Which configuration file holds where no other is named. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';

const NAMES = ['json', 'js', 'mjs', 'cjs', 'ts'].map((end) => `whitewater.config.${end}`);

/** The one in a folder, as a path from there; null if there is none. Refuses several. */
export function configurationFileIn(folder: string): string | null {
  const [first = null, ...others] = NAMES.filter((name) => existsSync(join(folder, name)));
  if (others.length === 0) return first;
  throw new Refusal(`there are ${[first, ...others].join(' and ')}: keep one of them`);
}
