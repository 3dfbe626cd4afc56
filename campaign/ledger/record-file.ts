/** Campaigns as compressed files, there whole or not at all. */
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Refusal } from '../../adapters/refusal.ts';
import { writeAtomically } from '../findings/atomic-file.ts';
import { lookedAt, shownPath } from '../findings/place.ts';
import type { CampaignRecord } from './record.ts';

/** What a file may unfold to: a hundred times the largest that a night has made. */
const MAX_BYTES = 500_000_000;

/** Throws a {@link Refusal} if it cannot be written. */
export function writeRecord(file: string, record: CampaignRecord): void {
  writeAtomically(file, gzipSync(JSON.stringify(record)));
}

/** Null if there is no such file; throws a {@link Refusal} of one line that begins with its name. */
export async function readRecord(file: string): Promise<CampaignRecord | null> {
  const status = lookedAt(file, () => statSync(file, { throwIfNoEntry: false }));
  if (status === undefined) return null;
  if (!status.isFile()) throw new Refusal(`${shownPath(file)}: it is not a file`);
  const bytes = lookedAt(file, () => readFileSync(file));
  const { parseRecord } = await import('./record-schema.ts');
  try {
    return parseRecord(JSON.parse(unfolded(bytes)));
  } catch (error) {
    const why = error instanceof Refusal ? error.message : 'it is not a campaign, or only a part';
    throw new Refusal(`${shownPath(file)}: ${why}`);
  }
}

function unfolded(bytes: Buffer): string {
  return gunzipSync(bytes, { maxOutputLength: MAX_BYTES }).toString('utf8');
}
