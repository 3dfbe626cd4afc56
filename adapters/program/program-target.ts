/** A program that speaks the step protocol, as a target: each step is one line out and one in. */
import { completed } from '../../simulator/capabilities.ts';
import {
  pureOf,
  type Identity,
  type Input,
  type PureTarget,
  type Transition,
} from '../../simulator/target.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { DurableView, NodeView } from '../../trace/view.ts';
import { isCount } from '../answer-fault.ts';
import { checkedAnswers } from '../checked-target.ts';
import { unchanged } from '../unchanged-view.ts';
import type { Connection } from './connection.ts';
import { shortened } from './printable.ts';
import { ProgramFault, type Answer, type Hello, type Request } from './protocol.ts';

/** A node after a step: the program's own state, and how others see it. */
interface ProgramState {
  readonly state: unknown;
  readonly view: NodeView;
}

const EMPTY_DISK: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/** What asks the program. */
type Asked = Pick<Connection, 'ask' | 'close'>;

/** The names of all programs begin like this: a finding says that it needs one. */
export const PROGRAM_PREFIX = 'exec:';

/**
 * The program as a target, whose answers are judged like those of any other. Findings name it by
 * the name in its hello.
 */
export function programTarget(hello: Hello, connection: Asked): PureTarget {
  const target: PureTarget<ProgramState> = {
    family: 'pure',
    name: `${PROGRAM_PREFIX}${hello.name}`,
    capabilities: completed(hello.capabilities),
    boot: (identity, durable) => answered(connection, bootRequest(identity, durable), null),
    step: ({ state, view }, input, localTimeMs) =>
      answered(connection, stepRequest(state, input, localTimeMs), view),
    view: ({ view }) => view,
    viewDurable: (record) => (record as DurableView | null) ?? EMPTY_DISK,
    classify: (message) => message as WireMeaning,
  };
  const source = { ownState: ({ state }: ProgramState) => state, isSlow: true };
  return pureOf(checkedAnswers(target, source));
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
  connection: Asked,
  request: Request,
  before: NodeView | null,
): Transition<ProgramState> {
  try {
    const { state, view, effects } = answerIn(connection.ask(request));
    return { state: { state, view: unchanged(before, view) }, effects };
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
    // A line of this program may still be under way: the next request needs a fresh one.
    connection.close();
    throw new ProgramFault(`${nameOf(request)}: ${error.message}`);
  }
}

/** The answer that a line is, as far as a line can tell: what it says is judged with the target. */
function answerIn(json: unknown): Answer {
  const { error, step, state } = (json ?? {}) as Partial<Answer> & { readonly error?: unknown };
  // A program may say itself that it cannot go on.
  if (typeof error === 'string') throw new ProgramFault(shortened(error));
  if (isCount(step) && state !== undefined) return json as Answer;
  const lacking = state === undefined ? 'state' : 'number as its step';
  throw new ProgramFault(`an answer without a ${lacking}: ${shortened(JSON.stringify(json))}`);
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
