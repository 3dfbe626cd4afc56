/** A program that speaks the step protocol, as a target: each step is one line out and one in. */
import type { Identity, Input, PureTarget, Transition } from '../../simulator/target.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { DurableView, LogEntry, NodeView } from '../../trace/view.ts';
import { isAnswer } from './answer-check.ts';
import type { Connection } from './connection.ts';
import { shortened } from './printable.ts';
import { ProgramFault, type Hello, type Request } from './protocol.ts';
import { faultOf } from './schema.ts';

/** What the world holds of a node: the program's own state, and how others see it. */
export interface ProgramState {
  readonly nodes: number;
  readonly state: unknown;
  readonly view: NodeView;
}

const EMPTY_DISK: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/** The names of all programs begin like this: a finding says that it needs one. */
export const PROGRAM_PREFIX = 'exec:';

/** Findings name the target by the name in its hello. */
export function programTarget(hello: Hello, connection: Connection): PureTarget<ProgramState> {
  return {
    family: 'pure',
    name: `${PROGRAM_PREFIX}${hello.name}`,
    capabilities: hello.capabilities,
    boot: (identity, durable) =>
      answered(connection, bootRequest(identity, durable), identity.nodes, null),
    step: ({ state, nodes, view }, input, localTimeMs) =>
      answered(connection, stepRequest(state, input, localTimeMs), nodes, view),
    view: ({ view }) => view,
    // Both have been checked when the program answered.
    viewDurable: (record) => (record as DurableView | null) ?? EMPTY_DISK,
    classify: (message) => message as WireMeaning,
  };
}

function bootRequest({ self, nodes, timing }: Identity, durable: unknown): Request {
  return { kind: durable === null ? 'boot' : 'restore', node: self, nodes, timing, durable };
}

function stepRequest(state: unknown, input: Input, localTimeMs: number | null): Request {
  switch (input.kind) {
    case 'received': {
      const { from, message } = input;
      return { kind: 'receive', state, from, message, localTimeMs };
    }
    case 'timerFired': {
      const { timer, luck } = input;
      return { kind: 'timer', state, timer, luck, localTimeMs };
    }
    case 'proposed':
      return { kind: 'propose', state, command: input.command, localTimeMs };
  }
}

function answered(
  connection: Connection,
  request: Request,
  nodes: number,
  before: NodeView | null,
): Transition<ProgramState> {
  try {
    const json = connection.ask(request);
    if (!isAnswer(json, nodes)) throw new ProgramFault(complaintOf(json, nodes));
    const { state, view, effects } = json;
    return { state: { nodes, state, view: unchanged(before, view) }, effects };
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
    // A line of this program may still be under way: the next request needs a fresh one.
    connection.close();
    throw new ProgramFault(`${nameOf(request)}: ${error.message}`);
  }
}

/** A program may say itself that it cannot go on. */
function complaintOf(json: unknown, nodes: number): string {
  const { error } = (json ?? {}) as { readonly error?: unknown };
  if (typeof error === 'string') return shortened(error);
  return `${faultOf(json, nodes)}, in ${shortened(JSON.stringify(json))}`;
}

/** Which step it was; whose, the world says. */
function nameOf(request: Request): string {
  switch (request.kind) {
    case 'receive': {
      const { kind } = request.message as WireMeaning;
      return `receive ${kind} from n${request.from}`;
    }
    case 'timer':
      return `timer ${request.timer}`;
    case 'propose':
      return `propose ${request.command}`;
    default:
      return request.kind;
  }
}

/** Properties are woken by what changed, and a line of JSON is new even if it says the same. */
function unchanged(before: NodeView | null, after: NodeView): NodeView {
  if (before === null) return after;
  const isSameLog = isSame(before.log, after.log, isSameEntry);
  const isSameRest =
    before.role === after.role &&
    before.currentTerm === after.currentTerm &&
    before.votedFor === after.votedFor &&
    before.commitIndex === after.commitIndex &&
    isSameMatch(before.matchIndex, after.matchIndex);
  if (isSameLog && isSameRest) return before;
  const { role, currentTerm, votedFor, commitIndex, matchIndex } = after;
  const log = isSameLog ? before.log : after.log;
  return { role, currentTerm, votedFor, log, commitIndex, matchIndex };
}

function isSameEntry(one: LogEntry, other: LogEntry): boolean {
  return one.term === other.term && one.command === other.command;
}

function isSameMatch(one: NodeView['matchIndex'], other: NodeView['matchIndex']): boolean {
  if (one === null || other === null) return one === other;
  return isSame(one, other, (left, right) => left === right);
}

function isSame<Item>(
  one: readonly Item[],
  other: readonly Item[],
  isEqual: (left: Item, right: Item) => boolean,
): boolean {
  if (one.length !== other.length) return false;
  return one.every((item, index) => {
    const twin = other[index];
    return twin !== undefined && isEqual(item, twin);
  });
}
