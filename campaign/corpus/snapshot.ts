/** The runs that a campaign begins with, beside the campaign: to go on with it as it began. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Refusal } from '../../adapters/refusal.ts';
import { writeAtomically } from '../findings/atomic-file.ts';
import { lookedAt, shownPath } from '../findings/place.ts';
import type { CorpusEntry } from './entry.ts';

/** What a file may unfold to. */
const MAX_BYTES = 500_000_000;

/** Throws a {@link Refusal} if it cannot be written. */
export function writeSnapshot(file: string, entries: readonly CorpusEntry[]): void {
  writeAtomically(file, gzipSync(entries.map((entry) => JSON.stringify(entry)).join('\n')));
}

/** Null if there is none; throws a {@link Refusal} that names the file. */
export async function readSnapshot(file: string): Promise<readonly CorpusEntry[] | null> {
  if (!existsSync(file)) return null;
  const bytes = lookedAt(file, () => readFileSync(file));
  const { parsedEntry } = await import('./entry-schema.ts');
  try {
    const text = gunzipSync(bytes, { maxOutputLength: MAX_BYTES }).toString('utf8');
    return text === '' ? [] : text.split('\n').map(parsedEntry);
  } catch (error) {
    const why = error instanceof Refusal ? error.message : 'it is not a list of runs, or a part';
    throw new Refusal(`${shownPath(file)}: ${why}`);
  }
}
