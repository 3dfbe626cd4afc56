/** The schema of what a chunk came to. Import it lazily, for it loads zod. */
import { z } from 'zod';
import { parseRun } from '../findings/finding-schema.ts';
import { failureSchema, refusing } from '../findings/failure-schema.ts';
import { countsSchema, coveredSchema } from '../ledger/record-schema.ts';
import type { ChunkOutcome } from './chunk-record.ts';
import { parsedJson } from './fleet-schema.ts';

const place = z.int().min(0);

const result = z.strictObject({
  chunk: place,
  counts: countsSchema,
  failures: z.array(failureSchema),
  coverage: z.strictObject(coveredSchema),
  isWhole: z.literal(true),
  isEnough: z.boolean(),
  isGuided: z.boolean(),
  learned: z.array(
    z.strictObject({
      run: z.unknown().transform(parseRun),
      states: z.array(z.tuple([place, place])),
    }),
  ),
});

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
