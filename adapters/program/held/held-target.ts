/** A program that holds its nodes as a pure target: a state is what led to it. */
import { hash } from 'node:crypto';
import { announceSteps } from '../../../simulator/foresight.ts';
import { completed } from '../../../simulator/capabilities.ts';
import { pureOf, type Input, type PureTarget, type Transition } from '../../../simulator/target.ts';
import type { DurableView, NodeView } from '../../../trace/view.ts';
import { checkedAnswers, ownStateOf, type AnswerSource } from '../../checked-target.ts';
import {
  bootRequest,
  meaningOf,
  stepRequest,
  withDraws,
  type HeldAnswer,
} from '../../held-messages.ts';
import { unchanged } from '../../unchanged-view.ts';
import type { Hello } from '../protocol.ts';
import { Boots } from '../boots.ts';
import { Copies } from './copies.ts';
import type { Asked } from './handles.ts';
import { bootPast, nextPast, type Past } from './past.ts';
import { StepsAhead } from './steps-ahead.ts';

/** A node after a step. Its JSON, by which searches know it, is a name for what led to it. */
class HeldState {
  readonly key: string;
  readonly view: NodeView;
  /** Out of sight of code that writes states as JSON. */
  readonly #past: Past;

  constructor(key: string, view: NodeView, past: Past) {
    this.key = key;
    this.view = view;
    this.#past = past;
  }

  get past(): Past {
    return this.#past;
  }
}

const EMPTY_DISK: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/** Answers are compared with those of before by the handles, which know what led to them. */
const SOURCE: AnswerSource<HeldState> = {
  ownState: ({ key }) => key,
  isSlow: true,
  isAskedTwice: false,
  makesStates: true,
};

/** `connections` lead to copies of one program. */
export function heldTarget(name: string, hello: Hello, connections: readonly Asked[]): PureTarget {
  const copies = new Copies({ ...hello, name }, connections);
  const boots = new Boots<Transition<HeldState>>();
  const ahead = new StepsAhead();
  const { draws = [], timing } = hello;
  const target: PureTarget<HeldState> = {
    family: 'pure',
    name,
    capabilities: completed(hello.capabilities),
    ...(timing === undefined ? {} : { timing }),
    boot(identity, durable, circumstances?: Parameters<typeof bootRequest>[2]) {
      const request = withDraws(bootRequest(identity, durable, circumstances), draws);
      const past = bootPast(request, (circumstances?.luck ?? 0) >>> 0);
      if (circumstances === undefined) {
        return boots.of(past.text, () => performed(copies, past, null));
      }
      copies.of(identity.self).dropLivesOf(identity.self);
      return performed(copies, past, null);
    },
    step(state, input, localTimeMs) {
      const before = state.past;
      const taken = localTimeMs === null ? ahead.take(before, input) : undefined;
      const past = taken ?? stepFrom(before, input, localTimeMs, draws);
      return performed(copies, past, state);
    },
    view: ({ view }) => view,
    viewDurable: (record) => (record as DurableView | null) ?? EMPTY_DISK,
    classify: meaningOf,
  };
  const checked = pureOf(checkedAnswers(target, SOURCE));
  if (hello.batches === true) listen(checked, copies, ahead, draws);
  return checked;
}

/** Takes the steps that a search announces. */
function listen(
  target: PureTarget,
  copies: Copies,
  ahead: StepsAhead,
  draws: readonly string[],
): void {
  announceSteps(target, (steps) => {
    const known = steps.map(({ state, input }) => {
      const before = ownStateOf<HeldState>(state).past;
      return { input, past: stepFrom(before, input, null, draws) };
    });
    copies.takeAhead(known.map(({ past }) => past));
    ahead.keep(known);
  });
}

/** Where a step leads to that was not taken yet. */
function stepFrom(
  before: Past,
  input: Input,
  localTimeMs: number | null,
  draws: readonly string[],
): Past {
  return nextPast(before, withDraws(stepRequest(input, localTimeMs, before.life), draws));
}

function performed(copies: Copies, past: Past, before: HeldState | null): Transition<HeldState> {
  if (past.answer === null) copies.of(past.node).perform(past);
  const { answer, text } = past;
  if (answer === null) throw new Error('a request was performed without an answer');
  const { view, effects, digest } = answer;
  const key = digest ?? hash('sha1', (before?.key ?? '') + text, 'base64');
  return { state: new HeldState(key, seen(before?.view ?? null, view), past), effects };
}

/** A view that lacks something is found by those who judge it. */
function seen(before: NodeView | null, view: HeldAnswer['view']): NodeView {
  if (before === null) return (view ?? null) as NodeView;
  return view === undefined ? before : unchanged(before, { ...before, ...view });
}
