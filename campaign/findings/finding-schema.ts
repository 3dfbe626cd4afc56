/**
 * The schema of a saved finding. The file may be wrong or malicious: nothing in it is trusted,
 * nothing unknown is passed on. Import it lazily: zod takes its time to load.
 */
import { z } from 'zod';
import { InvalidScenario, parseScenario } from '../../faults/scenario-schema.ts';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { FINDING_VERSION, type Finding, type SavedRun } from '../../search/finding.ts';
import { findingId } from '../../search/identity.ts';
import { issueLine } from '../../adapters/issue-line.ts';
import type { Pinned } from './pinned.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { MAX_NODES } from '../../simulator/contract.ts';
import { MAX_DECISIONS, parseSchedule } from './schedule-schema.ts';

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

const size = z.strictObject({
  nodes: count,
  actions: count.nullable(),
  decisions: count.nullable(),
  events: count,
  simulatedMs: count.nullable(),
});

const findingSchema = z.strictObject({
  whitewater: z.literal(FINDING_VERSION),
  id: z.string().regex(/^[0-9a-f]{12}$/, { error: 'must be 12 hex digits' }),
  target: text,
  property: z.enum(PROPERTIES.map(({ id }) => id)),
  run: z.unknown().transform(parseRun),
  witness: z.strictObject({
    observed: text,
    because: z.array(z.strictObject({ step: count, text })).max(MAX_CLAUSES),
    step: count,
    timeMs: count,
  }),
  digest: z.string().regex(/^[0-9a-f]{16}$/, { error: 'must be 16 hex digits' }),
  ablation: z.array(z.strictObject({ part: count, needed: z.boolean() })).max(MAX_DECISIONS),
  foundBy: z.enum(['timed', 'adversarial', 'exhaustive', 'played']),
  shrinking: z.strictObject({
    original: size,
    shrunk: size,
    executions: count,
    result: z.enum(['proven shortest', '1-minimal', 'budget']),
    states: count,
    nodesAskedFor: z.array(z.int().min(1).max(MAX_NODES)).min(1).max(MAX_NODES).optional(),
  }),
  met: z.unknown().transform(parseRun).optional(),
  signature: text,
});

const pinnedSchema = findingSchema.extend({ expect: z.enum(['violated', 'held']) });

/**
 * Returns the finding that a parsed JSON value is, also of one that is pinned; throws a
 * {@link Refusal} of one line.
 */
export function parseFinding(json: unknown): Finding {
  refuseOtherVersions(json);
  if (isRecord(json) && 'expect' in json) return parsePinned(json).finding;
  return wholesome(() => findingSchema.parse(json));
}

/** The same for a finding that is pinned as a regression. */
export function parsePinned(json: unknown): Pinned {
  refuseOtherVersions(json);
  const { expect, ...finding } = wholesome(() => pinnedSchema.parse(json));
  return { finding, expect };
}

/** An edited finding is another run, and nothing recorded about the original holds for it. */
function wholesome<Read extends Finding>(parse: () => Read): Read {
  const finding = parsed(parse);
  const { id, target, property, run } = finding;
  if (findingId(target, property, run) !== id) {
    throw new Refusal(`target, property or run are not those of finding ${id}: it was edited`);
  }
  return finding;
}

function parsed<Read>(parse: () => Read): Read {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InvalidScenario) throw new Refusal(error.message);
    if (error instanceof z.ZodError) throw new Refusal(issueLine(error, ''));
    throw error;
  }
}

/** Returns the run that a parsed JSON value is; throws a {@link Refusal} of one line. */
export function parseRun(json: unknown): SavedRun {
  const { kind, ...rest } = isRecord(json) ? json : {};
  if (kind === 'scenario') return { kind, ...parseScenario(rest) };
  if (kind === 'schedule') return { kind, ...parseSchedule(rest) };
  throw new Refusal('run.kind: must be scenario or schedule');
}

export function isRecord(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A file of another version is no broken file of this one. */
function refuseOtherVersions(json: unknown): void {
  if (!isRecord(json) || !('whitewater' in json))
    throw new Refusal('it is no finding of whitewater');
  if (json.whitewater === FINDING_VERSION) return;
  // As text, a version that is nested deeply enough would exhaust the stack.
  const isPlain = typeof json.whitewater === 'number' || typeof json.whitewater === 'string';
  const version = isPlain
    ? String(json.whitewater)
        .slice(0, 20)
        .replace(/[^ -~]/g, '?')
    : 'unknown';
  throw new Refusal(`it has format ${version}, and only format ${FINDING_VERSION} can be read`);
}
