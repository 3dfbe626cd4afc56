/**
 * The schema of a campaign that is written down. The file may come from another machine: nothing in
 * it is trusted, nothing unknown is passed on. Import it lazily: zod takes its time to load.
 */
import { z } from 'zod';
import { NO_COUNTS } from '../../search/hunting/counts.ts';
import { noFaults, type FaultCounts } from '../../trace/fault-counts.ts';
import {
  failureSchema as failure,
  propertySchema as property,
  refusing,
  textSchema as text,
} from '../findings/failure-schema.ts';
import { parseFinding, parseRun } from '../findings/finding-schema.ts';
import { RECORD_VERSION, type CampaignRecord } from './record.ts';

const MAX_KEY = 0x3fff_ffff;
const MAX_TARGETS = 1000;

const count = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{16}$/, { error: 'must be 16 hex digits' });
const byProperty = z.partialRecord(property, count);

const faultCounts = z.strictObject(
  Object.fromEntries(Object.keys(noFaults()).map((name) => [name, count])) as {
    [Name in keyof FaultCounts]: typeof count;
  },
);

const divergence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), step: count, first: text, second: text }),
  z.strictObject({ kind: z.literal('answer'), text }),
]);

type PlainCount = Exclude<
  keyof typeof NO_COUNTS,
  'exercised' | 'faultCounts' | 'brokenRuns' | 'divergence'
>;

const plainCounts = Object.fromEntries(
  Object.entries(NO_COUNTS).flatMap(([name, value]) => {
    return typeof value === 'number' ? [[name, count]] : [];
  }),
) as { [Name in PlainCount]: typeof count };

/** What so many runs add up to. */
export const countsSchema = z.strictObject({
  ...plainCounts,
  exercised: byProperty,
  faultCounts,
  brokenRuns: byProperty,
  divergence: divergence.nullable(),
});

const keys = z.array(z.int().min(0).max(MAX_KEY));
const species = z.strictObject({ runs: count, once: keys, twice: keys, more: keys });

/** The abstract states that runs have shown, engine by engine. */
export const coveredSchema = { timed: species, adversarial: species };

const state = z.strictObject({
  place: count,
  counts: countsSchema,
  guided: countsSchema,
  failures: z.array(failure),
  coverage: z.strictObject({
    ...coveredSchema,
    growth: z.array(z.strictObject({ runs: count, states: count })),
  }),
});

/** What one chunk came to. */
export const chunkSchema = z.strictObject({
  chunk: count,
  counts: countsSchema,
  failures: z.array(failure),
  coverage: z.strictObject(coveredSchema),
  isWhole: z.boolean(),
  isEnough: z.boolean(),
  isGuided: z.boolean(),
  learned: z.array(
    z.strictObject({
      run: z.unknown().transform(parseRun),
      states: z.array(z.tuple([count, count])),
    }),
  ),
});

const resumable = state.extend({ begun: z.array(chunkSchema) });

const findings = z.array(z.unknown().transform(parseFinding));

const shard = z
  .strictObject({ index: z.int().min(1), count: z.int().min(1) })
  .refine(({ index, count: shards }) => index <= shards, { error: 'is beyond the last shard' });

const record = z.strictObject({
  whitewaterCampaign: z.literal(RECORD_VERSION),
  identity: z.strictObject({
    code: hash,
    configuration: hash,
    names: z.array(text),
    options: z.record(text, z.union([text, z.boolean()])),
  }),
  shard,
  canaries: z
    .strictObject({ asExpected: count, missed: z.array(text), accused: z.array(text) })
    .nullable(),
  targets: z
    .array(
      z.strictObject({
        target: text,
        state,
        resumable,
        failures: z.array(
          z.strictObject({ failure, findings, isCutShort: z.boolean().optional() }),
        ),
        findings,
        wallMs: z.number().min(0),
        shrinkingMs: z.number().min(0),
        usedMs: z.number().min(0),
        reachedMs: z.number().min(0),
        isInterrupted: z.boolean(),
      }),
    )
    .max(MAX_TARGETS),
});

/** Returns the campaign that a parsed JSON value is; throws a {@link Refusal} of one line. */
export function parseRecord(json: unknown): CampaignRecord {
  return refusing('campaign', () => record.parse(json));
}
