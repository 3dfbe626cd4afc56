/**
 * What a saved finding must look like. Whoever wrote the file may be mistaken or hostile: nothing
 * is taken on trust, nothing unknown is passed on. Import it lazily: zod takes its time to load.
 */
import { z } from 'zod';
import { InvalidScenario, parseScenario } from '../faults/scenario-schema.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import { FINDING_VERSION, type Finding } from '../search/finding.ts';
import { Refusal } from './refusal.ts';

/** Beyond any run within the limits. */
const MAX_COUNT = 1_000_000_000;
const MAX_TEXT = 500;
const MAX_CLAUSES = 1000;

const count = z.int().min(0).max(MAX_COUNT);
/** One line, without the control characters that a terminal would obey. */
const text = z
  .string()
  .max(MAX_TEXT)
  .regex(/^\P{Cc}*$/u, { error: 'must be one printable line' });

const size = z.strictObject({ nodes: count, actions: count, events: count, simulatedMs: count });

const findingSchema = z.strictObject({
  whitewater: z.literal(FINDING_VERSION),
  id: z.string().regex(/^[0-9a-f]{12}$/, { error: 'must be 12 hex digits' }),
  target: text,
  property: z.enum(PROPERTIES.map(({ id }) => id)),
  scenario: z.unknown().transform(parseScenario),
  witness: z.strictObject({
    observed: text,
    because: z.array(z.strictObject({ step: count, text })).max(MAX_CLAUSES),
    step: count,
    timeMs: count,
  }),
  digest: z.string().regex(/^[0-9a-f]{16}$/, { error: 'must be 16 hex digits' }),
  ablation: z.array(z.strictObject({ action: count, needed: z.boolean() })).max(MAX_CLAUSES),
  shrinking: z.strictObject({
    original: size,
    shrunk: size,
    executions: count,
    result: z.enum(['1-minimal', 'budget']),
  }),
  signature: text,
});

/** Returns the finding that a parsed JSON value is; throws a {@link Refusal} of one line. */
export function parseFinding(json: unknown): Finding {
  refuseOtherVersions(json);
  try {
    return findingSchema.parse(json);
  } catch (error) {
    if (error instanceof InvalidScenario) throw new Refusal(error.message);
    if (error instanceof z.ZodError) throw new Refusal(lineFor(error));
    throw error;
  }
}

/** A file of another version is no broken file of this one. */
function refuseOtherVersions(json: unknown): void {
  const isRecord = typeof json === 'object' && json !== null && !Array.isArray(json);
  if (!isRecord || !('whitewater' in json)) throw new Refusal('it is no finding of whitewater');
  if (json.whitewater === FINDING_VERSION) return;
  const version = String(json.whitewater)
    .slice(0, 20)
    .replace(/[^ -~]/g, '?');
  throw new Refusal(`it has format ${version}, and only format ${FINDING_VERSION} can be read`);
}

function lineFor({ issues }: z.ZodError): string {
  const [issue] = issues;
  const place = issue?.path.map(String).join('.') ?? '';
  const what = (issue?.message ?? 'unknown').replace(/[^ -~]/g, '?').slice(0, 200);
  return place === '' ? what : `${place}: ${what}`;
}
