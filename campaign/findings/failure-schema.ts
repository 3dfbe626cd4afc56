/** The schema of a failing run that nothing was shrunk of. Import it lazily, for it loads zod. */
import { z } from 'zod';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { issueLine } from '../../adapters/issue-line.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { InvalidScenario } from '../../faults/scenario-schema.ts';
import { parseRun } from './finding-schema.ts';
import { UNSHRUNK_VERSION, type UnshrunkFinding } from './unshrunk.ts';

const MAX_TEXT = 1000;

/** One line, without the control characters that a terminal would obey. */
export const textSchema = z
  .string()
  .max(MAX_TEXT)
  .regex(/^\P{Cc}*$/u, { error: 'must be one printable line' });

export const propertySchema = z.enum(PROPERTIES.map(({ id }) => id));

export const failureSchema = z.strictObject({
  property: propertySchema,
  foundBy: z.enum(['timed', 'adversarial']),
  number: z.int().min(1),
  run: z.unknown().transform(parseRun),
  signature: textSchema.nullable(),
});

const unshrunkSchema = z.strictObject({
  whitewaterUnshrunk: z.literal(UNSHRUNK_VERSION),
  target: textSchema,
  setting: textSchema,
  failure: failureSchema,
});

/** Throws a {@link Refusal} of one line. */
export function parseUnshrunk(json: unknown): UnshrunkFinding {
  return refusing('unshrunk finding', () => {
    const { target, setting, failure } = unshrunkSchema.parse(json);
    return { target, setting, failure };
  });
}

/** What is wrong with a value becomes one line; `what` names a value that is wrong as a whole. */
export function refusing<Read>(what: string, parse: () => Read): Read {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InvalidScenario) throw new Refusal(error.message);
    if (error instanceof z.ZodError) throw new Refusal(issueLine(error, what));
    throw error;
  }
}
