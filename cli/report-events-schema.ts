/**
 * The schema of the streams that `--reporter ndjson` and `report --format ndjson` write, from which
 * `docs/report-events.schema.json` is made. The types of its lines are those of `reports/events/`.
 */
import { z } from 'zod';
import { eventSchema, viewSchema } from '../campaign/findings/trace-schema.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import { STREAM_VERSION, type EventLine } from '../reports/events/report-line.ts';
import type { FindingLine, StepLine } from '../reports/events/report-line.ts';
import type { CaseLine, StartLine, SummaryLine, TargetLine } from '../reports/events/run-line.ts';
import { MAX_NODES } from '../simulator/contract.ts';

const v = z.literal(STREAM_VERSION);
const count = z.int().min(0);
const node = z.int().min(1).max(MAX_NODES);
const nodes = z.array(node);
const text = z.string();
const counts = z.record(text, z.number());
const command = z.enum(['run', 'check', 'explore', 'canary']);
const property = z.enum(PROPERTIES.map(({ id }) => id));

const start: z.ZodType<StartLine> = z.strictObject({
  ...{ v, type: z.literal('start'), command },
  arguments: z.array(text),
  whitewater: text,
  node: text,
  ...{ platform: text.exactOptional(), startedAt: text.exactOptional() },
});

const fault = z.strictObject({ id: text, text, needed: z.boolean().nullable(), when: text });

const finding: z.ZodType<FindingLine> = z.strictObject({
  ...{ v, type: z.literal('finding'), id: text, target: text, property },
  ...{ claim: text, observed: text, step: count, timeMs: count.nullable() },
  because: z.array(z.strictObject({ step: count.nullable(), text })),
  causes: z.array(text),
  label: z.enum(['bug', 'limitation', 'outside the promised transport']),
  labelText: text.nullable(),
  ...{ found: text.nullable(), shrunk: z.array(text), proof: text.nullable() },
  ...{ kept: z.array(fault), keptRemark: text.nullable() },
  ...{ nodes: node, lanes: nodes, replay: text },
  lost: z.literal(true).exactOptional(),
  signature: text.exactOptional(),
  regressed: z.literal(true).exactOptional(),
  saved: z.record(text, z.unknown()).exactOptional(),
});

const look = z.enum(['follower', 'candidate', 'leader', 'fault']);

function stepLine(which: z.ZodInt): z.ZodType<StepLine> {
  const several = z.array(which);
  const arrow = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('arrives'), from: which, to: which, label: text }),
    z.strictObject({ kind: z.literal('lost'), from: which, to: several, label: text }),
  ]);
  return z.strictObject({
    ...{ v, type: z.literal('step'), number: count, timeMs: count },
    mark: z.enum(['because', 'violation']).nullable(),
    arrow: arrow.nullable(),
    cells: z.array(z.strictObject({ node: which, text, look })),
    text,
    heartbeatsBefore: count,
    interrupted: z.strictObject({ down: several, apart: several }),
  });
}

function eventLine(which: z.ZodInt): z.ZodType<EventLine> {
  return z.strictObject({
    ...{ v, type: z.literal('event'), number: count, step: count.nullable(), timeMs: count },
    host: text,
    clock: z.record(text, count),
    text,
    event: eventSchema(which),
    after: viewSchema(which).nullable().exactOptional(),
  });
}

const target: z.ZodType<TargetLine> = z.strictObject({
  ...{ v, type: z.literal('target'), target: text, verdict: text, text, asExpected: z.boolean() },
  ...{ breaks: text.nullable(), setting: text, wallMs: count },
  ...{ figures: counts, exercised: counts, faults: counts },
  brokenRuns: counts.exactOptional(),
  growth: z.array(z.strictObject({ runs: count, states: count })).exactOptional(),
  worth: z.array(z.strictObject({ name: text, text })).exactOptional(),
});

const one: z.ZodType<CaseLine> = z.strictObject({
  ...{ v, type: z.literal('case'), suite: text, name: text },
  outcome: z.enum(['passed', 'failure', 'error', 'skipped']),
  ...{ property: text.nullable(), message: text, details: text, finding: text.nullable() },
});

const summary: z.ZodType<SummaryLine> = z.strictObject({
  ...{ v, type: z.literal('summary'), command, exitCode: count, interrupted: z.boolean() },
  ...{ passed: count, failures: count, errors: count, skipped: count, findings: count },
});

/** The lines that tell of no particular finding, for whoever reads a stream. */
export const LINES = { start, finding, target, case: one, summary } as const;

/** The lines of a finding with so many nodes. */
export function linesWith(nodes: number): {
  readonly step: z.ZodType<StepLine>;
  readonly event: z.ZodType<EventLine>;
} {
  const which = z.int().min(1).max(nodes);
  return { step: stepLine(which), event: eventLine(which) };
}

/** Any line, as JSON Schema. The kinds of lines are its definitions. */
export function reportEventsSchema(): object {
  const lines = { start, finding, ...linesWith(MAX_NODES), target, case: one, summary };
  const registry = z.registry<{ id: string; description: string }>();
  for (const [id, schema] of Object.entries(lines)) {
    registry.add(schema, { id, description: DESCRIPTIONS[id as keyof typeof lines] });
  }
  const schema = z.toJSONSchema(z.union(Object.values(lines)), { metadata: registry });
  const { $schema, ...rest } = schema;
  const title = 'A line of a stream of whitewater';
  return { $schema, title, description: 'docs/REPORTS.md tells which lines follow which', ...rest };
}

const DESCRIPTIONS = {
  start: 'what was asked for: the first line of a command',
  finding: 'a finding as a whole; its steps and its events follow',
  step: 'a step of the story of the finding before it',
  event: 'an event of the run of the finding before it, in the order of its trace',
  target: 'what a hunt, a search or the evaluation of a mutant came to',
  case: 'the verdict on a property, a pinned finding or a mutant',
  summary: 'what all cases came to: the last line of a command',
} as const;
