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
import { PROTOCOL_VERSION, PROTOCOL_VERSIONS, type Answer, type Hello } from './protocol.ts';
import { unheardIn, type HelloFields } from './unheard.ts';

/** A minute: runs are counted in election timeouts. */
const MAX_OWN_MS = 60_000;

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
  z.looseObject({ kind: z.enum(['requestVote', 'appendEntries', 'preVote']), term: count }),
  z.looseObject({
    kind: z.literal('appendReply'),
    term: count,
    success: z.boolean().optional(),
  }),
  z.looseObject({
    kind: z.enum(['voteReply', 'preVoteReply']),
    term: count,
    voteGranted: z.boolean(),
  }),
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
const hello = z.strictObject(helloOf(PROTOCOL_VERSION));
const moduleHello = z.strictObject({
  ...helloOf(HELD_PROTOCOL_VERSION),
  reusable: z.boolean().optional(),
  encoding: z.enum(['json', 'binary']).optional(),
});
const failure = z.object({ step: count.optional(), error: z.string() });

const timing = z.object({
  electionTimeoutMinMs: durationMs,
  electionTimeoutMaxMs: durationMs,
  heartbeatMs: durationMs,
});
/** The same as a program's own: runs with it are saved, and read again. */
const ownMs = z.int().min(1).max(MAX_OWN_MS);
const ownTiming = z
  .strictObject({ electionTimeoutMinMs: ownMs, electionTimeoutMaxMs: ownMs, heartbeatMs: ownMs })
  .refine((own) => own.electionTimeoutMinMs <= own.electionTimeoutMaxMs, {
    error: 'electionTimeoutMinMs must not be greater than electionTimeoutMaxMs',
  })
  .refine((own) => own.heartbeatMs < own.electionTimeoutMinMs, {
    error: 'heartbeatMs must be less than electionTimeoutMinMs',
  });
const MAX_DRAWS = 20;
const secondHello = z
  .strictObject({
    ...helloOf(HELD_PROTOCOL_VERSION),
    state: z.enum(['carried', 'held']).optional(),
    fork: z.boolean().optional(),
    batches: z.boolean().optional(),
    draws: z.array(timer).max(MAX_DRAWS).optional(),
    timing: ownTiming.optional(),
  })
  .refine(({ state, fork }) => fork !== true || state === 'held', {
    path: ['fork'],
    error: 'only a program with "state": "held" has something to copy',
  });
const localTimeMs = z.number().nullable();
const step = count;
const booting = { step, node, nodes: node, timing };
const request = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    protocol: z.literal(PROTOCOL_VERSION),
    protocols: z.array(z.int()).optional(),
  }),
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

/** Version 2: each request has luck and time, and names a handle or carries a state. */
const circumstances = {
  luck: z.number().min(0).max(1),
  localTimeMs,
  draws: z.record(timer, z.number().min(0).max(1)).optional(),
};
const handle = z.int().min(1);
const subject = { step, handle: handle.optional(), state: anything.optional() };
const secondRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('boot'),
    ...booting,
    ...subject,
    durable: z.null(),
    ...circumstances,
  }),
  z.object({ kind: z.literal('restore'), ...booting, ...subject, durable, ...circumstances }),
  z.object({ kind: z.literal('receive'), ...subject, from: node, message, ...circumstances }),
  z.object({ kind: z.literal('timer'), ...subject, timer, ...circumstances }),
  z.object({ kind: z.literal('propose'), ...subject, command: text, ...circumstances }),
  z.object({ kind: z.literal('fork'), step, handle, copy: handle }),
  z.object({ kind: z.literal('forget'), handle }),
]);
const secondLine = z.union([secondRequest, z.array(secondRequest).min(2)]);
const heldAnswer = z.object({
  step: count,
  view: view.partial().optional(),
  effects: z.array(effect).max(MAX_EFFECTS),
  digest: z.string().optional(),
  handle: handle.optional(),
});
const copied = z.object({ step: count, handle: handle.optional() });

/** What is not stated has its default: `completed` fills it in. */
function capabilities(): z.ZodType<Capabilities> {
  return z.strictObject(
    Object.fromEntries(CAPABILITY_NAMES.map((name) => [name, z.boolean().optional()])),
  );
}

function helloOf(version: number) {
  return {
    kind: z.literal('hello'),
    protocol: z.literal(version),
    name: z.string().regex(TARGET_NAME, { error: `must be ${TARGET_NAME_RULE}` }),
    capabilities: capabilities(),
  };
}

/** The hello that a parsed line of a program is, or what is wrong with it in one line. */
export function parseHello(json: unknown): Hello | string {
  const { protocol } = (json ?? {}) as { readonly protocol?: unknown };
  if (typeof protocol === 'number' && !PROTOCOL_VERSIONS.includes(protocol)) {
    return `it speaks protocol ${protocol}, and this is ${PROTOCOL_VERSIONS.join(' or ')}`;
  }
  const schema = protocol === HELD_PROTOCOL_VERSION ? secondHello : hello;
  const known = Object.keys(schema.shape);
  const later = Object.keys(secondHello.shape).filter((name) => !known.includes(name));
  return read(schema, json, { known, later });
}

/** What a module of WebAssembly says of itself. */
export interface ModuleHello extends Hello {
  readonly reusable?: boolean | undefined;
  readonly encoding?: 'json' | 'binary' | undefined;
}

/** The same for a module of WebAssembly. */
export function parseModuleHello(json: unknown): ModuleHello | string {
  return read(moduleHello, json, { known: Object.keys(moduleHello.shape), later: [] });
}

function read<Said>(schema: z.ZodType<Said>, json: unknown, fields: HelloFields): Said | string {
  const unheard = unheardIn(json, fields);
  if (unheard !== null) return unheard;
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : issueLine(parsed.error, '');
}

/** Whether the schema takes it for an answer; where nodes and durations fit is beyond a schema. */
export function isWellFormed(json: unknown): json is Answer {
  return answer.safeParse(json).success;
}

/** The whole protocol as a JSON Schema. */
export function protocolSchema(): object {
  const lines = {
    request,
    hello,
    answer,
    failure,
    secondHello,
    secondRequest: secondLine,
    heldAnswer,
    copied,
  };
  const made = Object.entries(lines).map(([name, line]) => {
    const { $schema, ...rest } = z.toJSONSchema(line, { io: 'input', reused: 'inline' });
    return [name, rest, $schema] as const;
  });
  return {
    $schema: made[0]?.[2],
    title: `whitewater step protocol, versions ${PROTOCOL_VERSIONS.join(' and ')}`,
    description: 'Requests go to the program; each of the other lines may answer one.',
    anyOf: Object.keys(lines).map((name) => ({ $ref: `#/$defs/${name}` })),
    $defs: Object.fromEntries(made.map(([name, rest]) => [name, rest])),
  };
}
