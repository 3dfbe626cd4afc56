/**
 * The schema of a kept run. The file may come from another machine: nothing in it is trusted.
 * Import it lazily: zod takes its time to load.
 */
import { z } from 'zod';
import { issueLine } from '../../adapters/issue-line.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { InvalidScenario } from '../../faults/scenario-schema.ts';
import { sizeOf } from '../../search/guiding/kept-run.ts';
import { parseRun } from '../findings/finding-schema.ts';
import { CORPUS_VERSION, entryId, type CorpusEntry } from './entry.ts';

const MAX_KEY = 0x3fff_ffff;
const MAX_STATES = 20_000;
const MAX_NAME = 500;

const schema = z
  .strictObject({
    whitewaterCorpus: z.literal(CORPUS_VERSION),
    target: z
      .string()
      .max(MAX_NAME)
      .regex(/^\P{Cc}*$/u, { error: 'must be one printable line' }),
    run: z.unknown().transform(parseRun),
    states: z.array(z.tuple([z.int().min(0).max(MAX_KEY), z.int().min(0)])).max(MAX_STATES),
  })
  .refine(({ run, states }) => states.every(([, at]) => at <= sizeOf(run)), {
    path: ['states'],
    error: 'name one that is beyond the end of the run',
  });

/** Throws a {@link Refusal} of one line for what is not the entry with this id. */
export function parseEntry(text: string, id: string): CorpusEntry {
  const entry = parsedEntry(text);
  if (entryId(entry) !== id) throw new Refusal('its content is not that of its name');
  return entry;
}

/** The same, whatever its name. */
export function parsedEntry(text: string): CorpusEntry {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof InvalidScenario) throw new Refusal(error.message);
    if (error instanceof z.ZodError) throw new Refusal(issueLine(error, 'entry'));
    throw new Refusal('it is not JSON, or only the first part of it');
  }
}
