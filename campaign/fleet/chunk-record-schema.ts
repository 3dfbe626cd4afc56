/** The schema of what a chunk came to. Import it lazily, for it loads zod. */
import { z } from 'zod';
import { refusing } from '../findings/failure-schema.ts';
import { chunkSchema } from '../ledger/record-schema.ts';
import type { ChunkOutcome } from './chunk-record.ts';
import { parsedJson } from './fleet-schema.ts';

const place = z.int().min(0);

const result = chunkSchema.extend({ isWhole: z.literal(true) });

const record = z
  .strictObject({
    campaign: z.string(),
    target: place,
    chunk: place,
    outcome: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('performed'), result }),
      z.strictObject({ kind: z.literal('stoodStill') }),
    ]),
  })
  .refine(({ chunk, outcome }) => outcome.kind !== 'performed' || outcome.result.chunk === chunk, {
    path: ['outcome'],
    error: 'is of another chunk',
  });

export interface ParsedChunkRecord {
  readonly campaign: string;
  readonly target: number;
  readonly chunk: number;
  readonly outcome: ChunkOutcome;
}

/** Throws a {@link Refusal} of one line. */
export function parseChunkRecord(text: string): ParsedChunkRecord {
  return refusing('record', () => record.parse(parsedJson(text)));
}
