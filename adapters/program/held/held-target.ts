/** A program that holds its nodes, as a pure target: a state is what led to it, and can be had again. */
import { hash } from 'node:crypto';
import { completed } from '../../../simulator/capabilities.ts';
import { pureOf, type PureTarget, type Transition } from '../../../simulator/target.ts';
import type { WireMeaning } from '../../../trace/meaning.ts';
import type { DurableView, NodeView } from '../../../trace/view.ts';
import { checkedAnswers } from '../../checked-target.ts';
import { bootRequest, stepRequest, withDraws, type HeldAnswer } from '../../held-messages.ts';
import { unchanged } from '../../unchanged-view.ts';
import type { Hello } from '../protocol.ts';
import { Handles, type Asked } from './handles.ts';
import { bootPast, nextPast, type Past } from './past.ts';

const PAST = Symbol('past');

/** A node after a step. Its JSON, by which searches know it, is a name for what led to it. */
interface HeldState {
  readonly key: string;
  readonly view: NodeView;
  readonly [PAST]: Past;
}

const EMPTY_DISK: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/** Answers are compared with those of before by the handles, which know what led to them. */
const SOURCE = { ownState: ({ key }: HeldState) => key, isSlow: true, isAskedTwice: false };

export function heldTarget(name: string, hello: Hello, connection: Asked): PureTarget {
  const handles = new Handles({ ...hello, name }, connection);
  const { draws = [], timing } = hello;
  const target: PureTarget<HeldState> = {
    family: 'pure',
    name,
    capabilities: completed(hello.capabilities),
    ...(timing === undefined ? {} : { timing }),
    boot(identity, durable, circumstances?: Parameters<typeof bootRequest>[2]) {
      if (circumstances !== undefined) handles.dropLivesOf(identity.self);
      const request = withDraws(bootRequest(identity, durable, circumstances), draws);
      return performed(handles, bootPast(request, (circumstances?.luck ?? 0) >>> 0), null);
    },
    step(state, input, localTimeMs) {
      const before = state[PAST];
      const request = withDraws(stepRequest(input, localTimeMs, before.life), draws);
      return performed(handles, nextPast(before, request), state);
    },
    view: ({ view }) => view,
    viewDurable: (record) => (record as DurableView | null) ?? EMPTY_DISK,
    classify: (message) => message as WireMeaning,
  };
  return pureOf(checkedAnswers(target, SOURCE));
}

function performed(handles: Handles, past: Past, before: HeldState | null): Transition<HeldState> {
  handles.perform(past);
  const { answer, request } = past;
  if (answer === null) throw new Error('a request was performed without an answer');
  const { view, effects, digest } = answer;
  const key = digest ?? hash('sha1', (before?.key ?? '') + JSON.stringify(request), 'base64');
  const state = { key, view: seen(before?.view ?? null, view) };
  // Out of sight of whatever writes states as JSON, or freezes them.
  return { state: Object.defineProperty(state, PAST, { value: past }) as HeldState, effects };
}

/** A view that lacks something is found by those who judge it. */
function seen(before: NodeView | null, view: HeldAnswer['view']): NodeView {
  if (before === null) return (view ?? null) as NodeView;
  return view === undefined ? before : unchanged(before, { ...before, ...view });
}
