/** Failing runs that a campaign has announced and had no time to shrink: none of them is lost. */
import { join } from 'node:path';
import type { Failure } from '../../search/hunting/failure.ts';
import { writeAtomically } from './atomic-file.ts';

const VERSION = 1;

/** Whose failures they are. */
export interface UnshrunkOf {
  readonly target: string;
  /** The options that draw the same runs again. */
  readonly setting: string;
}

/**
 * Writes them as they were met, beside the logs of failed runs. Returns the file; null if there are
 * none. Throws a {@link Refusal} if it cannot be written.
 */
export function keepUnshrunk(
  folder: string,
  { target, setting }: UnshrunkOf,
  failures: readonly Failure[],
): string | null {
  if (failures.length === 0) return null;
  const file = join(folder, 'unshrunk.json');
  const content = { whitewaterUnshrunk: VERSION, target, setting, failures };
  writeAtomically(file, `${JSON.stringify(content, null, 1)}\n`);
  return file;
}
