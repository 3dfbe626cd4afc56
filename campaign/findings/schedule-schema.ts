/**
 * What a saved list of decisions must look like. Messages are the target's own and may be any JSON,
 * but none so deep or so long that reading it would be work. Import it lazily, as all of zod.
 */
import { z } from 'zod';
import { listSchema, objectSchema, wholeNumberSchema } from '../../faults/action-schema.ts';
import {
  MAX_EFFECTS,
  MAX_MESSAGE_DEPTH,
  MAX_MESSAGE_LENGTH,
  MAX_NODES,
  TIMER_NAME,
  TIMER_NAME_RULE,
} from '../../simulator/contract.ts';
import { timingSchema } from '../../faults/scenario-schema.ts';
import { nodeOfDecision, type Decision, type StepDecision } from '../../simulator/decision.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import { issueLine } from '../../adapters/issue-line.ts';
import { Refusal } from '../../adapters/refusal.ts';

/** The most decisions that a saved run may have. */
export const MAX_DECISIONS = 10_000;

/** Made when first needed. */
let schema: z.ZodType<Schedule> | null = null;

/** Returns the schedule that a parsed JSON value is; throws a {@link Refusal} of one line. */
export function parseSchedule(json: unknown): Schedule {
  schema ??= scheduleSchema();
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new Refusal(issueLine(result.error, 'schedule'));
}

/** Every decision happens to one of the nodes. */
function scheduleSchema(): z.ZodType<Schedule> {
  return objectSchema({
    nodes: wholeNumberSchema(1, MAX_NODES),
    timing: timingSchema(),
    decisions: listSchema(decisionSchema(), 0, MAX_DECISIONS, 'decisions'),
  }).superRefine(({ nodes, decisions }, context) => {
    const index = decisions.findIndex((decision) => nodesIn(decision).some((id) => id > nodes));
    if (index === -1) return;
    const message = `names a node beyond n${nodes}`;
    context.addIssue({ code: 'custom', path: ['decisions', index], message });
  });
}

function decisionSchema(): z.ZodType<Decision> {
  const steps = stepSchemas();
  const step = unionOf<StepDecision>(steps);
  return unionOf<Decision>([
    ...steps,
    objectSchema({ kind: z.literal('crash'), node: nodeSchema() }),
    objectSchema({ kind: z.literal('loseAll') }),
    objectSchema({ kind: z.literal('failForGood'), node: nodeSchema() }),
    objectSchema({
      kind: z.literal('crashWithin'),
      step,
      afterEffects: wholeNumberSchema(0, MAX_EFFECTS),
    }),
  ]);
}

function stepSchemas(): z.ZodObject[] {
  const node = nodeSchema();
  const message = messageSchema();
  return [
    objectSchema({ kind: z.literal('fire'), node, timer: nameSchema() }),
    objectSchema({ kind: z.literal('deliver'), from: node, to: node, message }),
    objectSchema({ kind: z.literal('duplicate'), from: node, to: node, message }),
    objectSchema({ kind: z.literal('propose'), node, command: nameSchema() }),
  ];
}

/** Checked against the type by the tests: zod cannot infer a union from a list. */
function unionOf<Union>(schemas: readonly z.ZodObject[]): z.ZodType<Union> {
  const kinds = schemas.map(({ shape }) => String((shape['kind'] as z.ZodLiteral).value));
  const [first, ...others] = schemas;
  if (first === undefined) throw new RangeError('a union needs a member');
  return z.discriminatedUnion('kind', [first, ...others], {
    error: ({ code }) =>
      code === 'invalid_union' ? `must be one of ${kinds.join(', ')}` : 'must be an object',
  }) as unknown as z.ZodType<Union>;
}

function nodeSchema(): z.ZodType<number> {
  return wholeNumberSchema(1, MAX_NODES);
}

/** Commands in a schedule are our own, and as short as names of timers. */
function nameSchema(): z.ZodType<string> {
  const error = `must be a text of ${TIMER_NAME_RULE}`;
  return z.string({ error }).regex(TIMER_NAME, { error });
}

function messageSchema(): z.ZodType<unknown> {
  const error = `must be nested ${MAX_MESSAGE_DEPTH} deep at most`;
  return z
    .unknown()
    .refine((message) => message !== undefined, { error: 'is missing', abort: true })
    .refine((message) => isShallow(message, MAX_MESSAGE_DEPTH), { error, abort: true })
    .refine((message) => JSON.stringify(message).length <= MAX_MESSAGE_LENGTH, {
      error: `must have ${MAX_MESSAGE_LENGTH} characters at most`,
    });
}

/** Looks no deeper than it must. */
function isShallow(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}

function nodesIn(decision: Decision): readonly number[] {
  const step = decision.kind === 'crashWithin' ? decision.step : decision;
  const from = step.kind === 'deliver' || step.kind === 'duplicate' ? [step.from] : [];
  return [nodeOfDecision(decision), ...from];
}
