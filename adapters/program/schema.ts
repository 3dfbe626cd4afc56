/**
 * Every line of the step protocol as a schema: docs/step-protocol.schema.json is made of it, and a
 * hello is parsed by it. Answers are judged by the validator of all targets (../answer-fault.ts),
 * and a test compares the two. Import it lazily: zod takes its time to load.
 */
import { z } from 'zod';
import { CAPABILITY_NAMES, type Capabilities } from '../../simulator/capabilities.ts';
import {
  ENTRY_COMMAND,
  ENTRY_COMMAND_RULE,
  MAX_EFFECTS,
  ROLES,
  TARGET_NAME,
  TARGET_NAME_RULE,
  TIMER_NAME,
  TIMER_NAME_RULE,
} from '../../simulator/contract.ts';
import { HELD_PROTOCOL_VERSION } from '../held-messages.ts';
import { issueLine } from '../issue-line.ts';
import { PROTOCOL_VERSION, type Answer, type Hello } from './protocol.ts';

const count = z.int().min(0);
const node = z.int().min(1);
const text = z.string().regex(ENTRY_COMMAND, { error: `must be ${ENTRY_COMMAND_RULE}` });
const durationMs = z.number().min(0);
const timer = z.string().regex(TIMER_NAME, { error: `must be ${TIMER_NAME_RULE}` });
/** Any JSON value, but it must be present. It was parsed from JSON: no further check needed. */
const anything = z.unknown().refine((value) => value !== undefined, { error: 'is missing' });

const entry = z.object({ term: count, command: text });
const remembered = {
  currentTerm: count,
  votedFor: node.nullable(),
  log: z.array(entry),
};
const view = z.object({
  role: z.enum(ROLES),
  ...remembered,
  commitIndex: count,
  matchIndex: z.array(count).nullable(),
});
const durable = z.looseObject(remembered);
const message = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.enum(['requestVote', 'appendEntries']), term: count }),
  z.looseObject({
    kind: z.literal('appendReply'),
    term: count,
    success: z.boolean().optional(),
  }),
  z.looseObject({ kind: z.literal('voteReply'), term: count, voteGranted: z.boolean() }),
  z.looseObject({ kind: z.literal('other'), term: count }),
]);
const effect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('persist'), record: durable, synced: z.boolean() }),
  z.object({ kind: z.literal('send'), to: node, message }),
  z.object({ kind: z.literal('setTimer'), timer, minMs: durationMs, maxMs: durationMs }),
  z.object({ kind: z.literal('clearTimer'), timer }),
  z.object({ kind: z.literal('apply'), index: z.int().min(1), entry }),
]);

const answer = z.object({
  step: count,
  state: anything,
  view,
  effects: z.array(effect).max(MAX_EFFECTS),
});
const hello = helloOf(PROTOCOL_VERSION);
const heldHello = helloOf(HELD_PROTOCOL_VERSION);
const failure = z.object({ step: count.optional(), error: z.string() });

const timing = z.object({
  electionTimeoutMinMs: durationMs,
  electionTimeoutMaxMs: durationMs,
  heartbeatMs: durationMs,
});
const localTimeMs = z.number().nullable();
const step = count;
const booting = { step, node, nodes: node, timing };
const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), protocol: z.literal(PROTOCOL_VERSION) }),
  z.object({ kind: z.literal('boot'), ...booting, durable: z.null() }),
  z.object({ kind: z.literal('restore'), ...booting, durable }),
  z.object({ kind: z.literal('receive'), step, state: anything, from: node, message, localTimeMs }),
  z.object({
    kind: z.literal('timer'),
    step,
    state: anything,
    timer,
    luck: z.number().min(0).max(1),
    localTimeMs,
  }),
  z.object({ kind: z.literal('propose'), step, state: anything, command: text, localTimeMs }),
]);

/** What is not stated has its default: `completed` fills it in. */
function capabilities(): z.ZodType<Capabilities> {
  return z.object(
    Object.fromEntries(CAPABILITY_NAMES.map((name) => [name, z.boolean().optional()])),
  );
}

function helloOf(version: number) {
  return z.object({
    kind: z.literal('hello'),
    protocol: z.literal(version),
    name: z.string().regex(TARGET_NAME, { error: `must be ${TARGET_NAME_RULE}` }),
    capabilities: capabilities(),
  });
}

/** The hello that a parsed line is, or what is wrong with it in one line. */
export function parseHello(json: unknown): Hello | string {
  const parsed = hello.safeParse(json);
  return parsed.success ? parsed.data : issueLine(parsed.error, '');
}

/** The same for code that keeps its nodes itself. */
export function parseHeldHello(json: unknown): Hello | string {
  const parsed = heldHello.safeParse(json);
  return parsed.success ? parsed.data : issueLine(parsed.error, '');
}

/** Whether the schema takes it for an answer; where nodes and durations fit is beyond a schema. */
export function isWellFormed(json: unknown): json is Answer {
  return answer.safeParse(json).success;
}

/** The whole protocol as a JSON Schema. */
export function protocolSchema(): object {
  const lines = { request, hello, answer, failure };
  const made = Object.entries(lines).map(([name, line]) => {
    const { $schema, ...rest } = z.toJSONSchema(line, { io: 'input', reused: 'inline' });
    return [name, rest, $schema] as const;
  });
  return {
    $schema: made[0]?.[2],
    title: `whitewater step protocol, version ${PROTOCOL_VERSION}`,
    description: 'A request goes to the program; each of the other lines may answer one.',
    anyOf: Object.keys(lines).map((name) => ({ $ref: `#/$defs/${name}` })),
    $defs: Object.fromEntries(made.map(([name, rest]) => [name, rest])),
  };
}
