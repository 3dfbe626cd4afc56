/** Reads what a chunk came to; whoever wrote it, nothing in it is trusted. */
import { gunzipSync } from 'node:zlib';
import { Refusal } from '../../adapters/refusal.ts';
import { hashOf, markOf, type ChunkOutcome, type ChunkRecord } from './chunk-record.ts';

/** What a body may unfold to: a hundred times the largest that was ever seen. */
const MAX_BYTES = 20_000_000;

/** Throws a {@link Refusal} of one line for a body that is not what its entry says. */
export async function outcomeIn(
  campaign: string,
  { entry, body }: ChunkRecord,
): Promise<ChunkOutcome> {
  const text = unfolded(body);
  if (hashOf(text) !== entry.hash) throw new Refusal('its content is not that of its hash');
  const { parseChunkRecord } = await import('./chunk-record-schema.ts');
  const read = parseChunkRecord(text);
  const isItself =
    read.campaign === campaign && read.target === entry.target && read.chunk === entry.chunk;
  if (!isItself || markOf(read.outcome) !== entry.mark)
    throw new Refusal('it is the record of another chunk');
  return read.outcome;
}

function unfolded(body: Uint8Array): string {
  try {
    return gunzipSync(body, { maxOutputLength: MAX_BYTES }).toString('utf8');
  } catch {
    throw new Refusal('it is not compressed, or only a part of it');
  }
}
