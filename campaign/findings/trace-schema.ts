/**
 * The schema of a recorded trace. The file may be wrong or malicious: nothing in it is trusted,
 * nothing unknown is passed on. Import it lazily: zod takes its time to load.
 */
import { MAX_NODES } from '../../simulator/contract.ts';
import { z } from 'zod';
import { issueLine } from '../../adapters/issue-line.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { InvalidScenario } from '../../faults/scenario-schema.ts';
import type { SavedRun } from '../../search/finding.ts';
import { isRecord, parseRun } from './finding-schema.ts';
import type { Sent, TraceLine } from '../../trace/trace.ts';
import type { NodeView } from '../../trace/view.ts';

/** A line of a log: views are written only where they change. */
export interface LoggedLine extends Pick<TraceLine, 'step' | 'timeMs' | 'event'> {
  readonly before?: NodeView | null | undefined;
  readonly after?: NodeView | null | undefined;
}

/**
 * Reads the first line of a log, which says what was performed; throws a {@link Refusal} of one
 * line.
 */
export function traceHeadOf(json: unknown): { readonly target: string; readonly run: SavedRun } {
  if (!isRecord(json) || json['kind'] !== 'run') throw new Refusal('it is no log of a run');
  try {
    return { target: name.parse(json['target']), run: parseRun(json['run']) };
  } catch (error) {
    if (error instanceof InvalidScenario) throw new Refusal(error.message);
    if (error instanceof z.ZodError) throw new Refusal(issueLine(error, 'target'));
    throw error;
  }
}

/** Reads the lines of a trace of so many nodes; throws a {@link Refusal} of one line. */
export function traceLineParser(nodes: number): (json: unknown) => LoggedLine {
  const schema = lineSchema(nodes);
  return (json) => {
    const result = schema.safeParse(json);
    if (result.success) return result.data;
    throw new Refusal(issueLine(result.error, 'event'));
  };
}

const MAX_COUNT = 1_000_000_000;
const count = z.int().min(0).max(MAX_COUNT);
const text = z.string().max(10_000);
/** One line, as in a finding. */
const name = z
  .string()
  .max(500)
  .regex(/^\P{Cc}*$/u, { error: 'must be one printable line' });

function lineSchema(nodes: number): z.ZodType<LoggedLine> {
  const node = z.int().min(1).max(nodes);
  const view = viewSchema(node).nullable();
  return z.strictObject({
    step: count,
    timeMs: count,
    event: eventSchema(node),
    before: view.optional(),
    after: view.optional(),
  });
}

const entries = z.array(z.strictObject({ term: count, command: text })).max(10_000);

/** What may be known of a node, as it is written to files. */
export function viewSchema(node: z.ZodInt): z.ZodType<NodeView> {
  return z.strictObject({
    role: z.enum(['follower', 'candidate', 'leader']),
    currentTerm: count,
    votedFor: node.nullable(),
    log: entries,
    commitIndex: count,
    matchIndex: z.array(count).max(100).nullable(),
  });
}

/** Logs of older versions have the fields of messages in it: they are left out. */
function meaningSchema(): z.ZodType<Sent['flight']['meaning']> {
  const term = count;
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('voteReply'), term, voteGranted: z.boolean() }),
    z.object({ kind: z.literal('requestVote'), term }),
    z.object({ kind: z.literal('appendEntries'), term }),
    z.object({
      kind: z.literal('appendReply'),
      term,
      success: z.boolean().exactOptional(),
    }),
    z.object({ kind: z.literal('other'), term }),
  ]);
}

function stepSchemas(node: z.ZodInt): readonly [z.ZodObject, ...z.ZodObject[]] {
  const received = z.strictObject({
    kind: z.literal('received'),
    node,
    from: node,
    message: z.unknown(),
    meaning: meaningSchema(),
    ordinal: count,
    copy: z.boolean(),
    sentAtMs: count,
  });
  return [
    received,
    z.strictObject({ kind: z.literal('timerFired'), node, timer: text }),
    z.strictObject({ kind: z.literal('proposed'), node, command: text }),
  ];
}

/**
 * An event, as it is written to files. Checked against the type by the tests, which read the traces
 * of all kinds of runs.
 */
export function eventSchema(node: z.ZodInt): z.ZodType<TraceLine['event']> {
  const steps = stepSchemas(node);
  const [flight] = steps;
  const step = z.discriminatedUnion('kind', [...steps]);
  const booted = z.strictObject({ kind: z.literal('booted'), node, incarnation: count });
  const durable = z.strictObject({
    currentTerm: count,
    votedFor: node.nullable(),
    log: entries,
  });
  const why = z.enum(['cut', 'loss', 'down']);
  const crash = { during: step.nullable(), effectsPerformed: count, wasSeen: z.boolean() };
  const kinds = [
    ...steps,
    booted,
    z.strictObject({ kind: z.literal('crashed'), node, ...crash, lostWrites: count }),
    z.strictObject({
      kind: z.literal('threw'),
      node,
      during: z.discriminatedUnion('kind', [...steps, booted]),
      error: text,
      outline: text.optional(),
    }),
    z.strictObject({ kind: z.literal('persisted'), node, durable, synced: z.boolean() }),
    z.strictObject({
      kind: z.literal('applied'),
      node,
      index: count,
      entry: z.strictObject({ term: count, command: text }),
    }),
    z.strictObject({ kind: z.literal('lost'), node, flight, why }),
    z.strictObject({ kind: z.literal('duplicated'), node, flight }),
    z.strictObject({ kind: z.literal('sent'), node, flight }),
    ...disturbanceSchemas(node),
  ];
  return z.discriminatedUnion('kind', kinds as unknown as [z.ZodObject, ...z.ZodObject[]], {
    error: 'is of no known kind',
  }) as unknown as z.ZodType<TraceLine['event']>;
}

function disturbanceSchemas(node: z.ZodInt): readonly z.ZodObject[] {
  const links = z.array(z.tuple([node, node])).max(10_000);
  const ms = z.int().min(-MAX_COUNT).max(MAX_COUNT);
  return [
    z.strictObject({ kind: z.literal('paused'), node }),
    z.strictObject({ kind: z.literal('resumed'), node }),
    z.strictObject({ kind: z.literal('clockJumped'), node, byMs: ms }),
    z.strictObject({ kind: z.literal('clockDrifted'), node, rate: z.number().min(0).max(1000) }),
    z.strictObject({ kind: z.literal('diskSlowed'), node, syncMs: count }),
    z.strictObject({ kind: z.literal('linksCut'), links }),
    z.strictObject({ kind: z.literal('linksRestored'), links }),
    z.strictObject({
      kind: z.literal('networkDisturbed'),
      by: z.enum(['loss', 'duplication', 'delay']),
      amount: count,
      forMs: count,
    }),
    z.strictObject({ kind: z.literal('healed') }),
    deadEndSchema(node),
  ];
}

function deadEndSchema(node: z.ZodInt): z.ZodObject {
  return z.strictObject({
    kind: z.literal('deadEnd'),
    goal: z.enum(['leader-electable', 'proposal-committable']),
    failed: z.array(node).max(MAX_NODES),
    situations: count,
    rounds: count.nullable(),
    obstacles: z.array(obstacleSchema(node)).max(100),
  });
}

function obstacleSchema(node: z.ZodInt): z.ZodType {
  const kind = <Kind extends string>(name: Kind): z.ZodLiteral<Kind> => z.literal(name);
  const end = z.strictObject({ index: count, term: count });
  const nodes = z.array(node).max(MAX_NODES);
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: kind('hasNoTimer'), node }),
    z.strictObject({ kind: kind('neverStands'), node }),
    z.strictObject({
      kind: kind('voteRefused'),
      candidate: node,
      voter: node,
      candidateLog: end,
      voterLog: end,
      votedFor: node.nullable(),
    }),
    z.strictObject({
      kind: kind('ignored'),
      request: z.enum(['requestVote', 'appendEntries']),
      sender: node,
      receiver: node,
    }),
    z.strictObject({ kind: kind('votesNotEnough'), candidate: node, voters: nodes }),
    z.strictObject({
      kind: kind('entriesRefused'),
      leader: node,
      follower: node,
      leaderLog: end,
      followerLog: end,
    }),
    z.strictObject({ kind: kind('notCommitted'), leader: node, by: nodes }),
    z.strictObject({ kind: kind('notSent'), leader: node }),
  ]);
}
