/** A program that speaks the step protocol, as a target: each step is one line out and one in. */
import { announceSteps } from '../../simulator/foresight.ts';
import { completed } from '../../simulator/capabilities.ts';
import {
  pureOf,
  type BootCircumstances,
  type PureTarget,
  type Transition,
} from '../../simulator/target.ts';
import type { DurableView, NodeView } from '../../trace/view.ts';
import { isCount } from '../answer-fault.ts';
import { checkedAnswers, ownStateOf } from '../checked-target.ts';
import { meaningOf, requestName } from '../held-messages.ts';
import { unchanged } from '../unchanged-view.ts';
import { AnswersAhead } from './answers-ahead.ts';
import type { Connection } from './connection.ts';
import type { Sharing } from './together.ts';
import {
  faultIn,
  ownError,
  ProgramFault,
  type Answer,
  type CarriedRequest,
  type Hello,
  type Request,
} from './protocol.ts';
import { carriedRequests } from './carried-requests.ts';

/** A node after a step: the program's own state, and how others see it. */
interface ProgramState {
  readonly state: unknown;
  readonly view: NodeView;
  /** The luck that it booted with; 0 without clocks. */
  readonly life: number;
}

const EMPTY_DISK: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/** What asks the program. */
type Asked = Pick<Connection, 'ask' | 'close'>;

/** The names of all programs begin like this: a finding says that it needs one. */
export const PROGRAM_PREFIX = 'exec:';

/**
 * The program as a target, whose answers are judged like those of any other. Findings name it by
 * the name in its hello. `copies` are asked what is known beforehand; they may include the first.
 */
export function programTarget(
  hello: Hello,
  connection: Asked,
  copies: readonly Sharing[] = [],
): PureTarget {
  const ahead = new AnswersAhead(copies);
  const asked: Asked = {
    ask: (request) => ahead.take(request) ?? connection.ask(request),
    close: () => connection.close(),
  };
  const target = askedTarget(hello, asked);
  const checked = pureOf(checkedAnswers(target, SOURCE));
  if (hello.batches === true && copies.length > 0) {
    const requests = carriedRequests(hello);
    announceSteps(checked, (steps) => {
      const lines = steps.map(({ state, input }) => {
        const own = ownStateOf<ProgramState>(state);
        return requests.step(own.state, input, null, own.life);
      });
      ahead.ask(lines);
    });
  }
  return checked;
}

const SOURCE = { ownState: ({ state }: ProgramState) => state, isSlow: true };

function askedTarget(hello: Hello, connection: Asked): PureTarget<ProgramState> {
  const requests = carriedRequests(hello);
  return {
    family: 'pure',
    name: `${PROGRAM_PREFIX}${hello.name}`,
    capabilities: completed(hello.capabilities),
    ...(hello.timing === undefined ? {} : { timing: hello.timing }),
    boot(identity, durable, circumstances?: BootCircumstances) {
      const life = (circumstances?.luck ?? 0) >>> 0;
      return answered(connection, requests.boot(identity, durable, circumstances), null, life);
    },
    step({ state, view, life }, input, localTimeMs) {
      return answered(connection, requests.step(state, input, localTimeMs, life), view, life);
    },
    view: ({ view }) => view,
    viewDurable: (record) => (record as DurableView | null) ?? EMPTY_DISK,
    classify: meaningOf,
  };
}

function answered(
  connection: Asked,
  request: Request | CarriedRequest,
  before: NodeView | null,
  life: number,
): Transition<ProgramState> {
  try {
    const { state, view, effects } = answerIn(connection.ask(request));
    return { state: { state, view: unchanged(before, view), life }, effects };
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
    // A line of this program may still be under way: the next request needs a fresh one.
    connection.close();
    throw error.during(requestName(request));
  }
}

/** The answer that a line is, as far as a line can tell: what it says is judged with the target. */
function answerIn(json: unknown): Answer {
  const { error, step, state } = (json ?? {}) as Partial<Answer> & { readonly error?: unknown };
  // A program may say itself that it cannot go on.
  if (typeof error === 'string') throw ownError(error);
  if (isCount(step) && state !== undefined) return json as Answer;
  const lacking = state === undefined ? 'state' : 'number as its step';
  throw faultIn(json, `an answer without a ${lacking}`);
}
