/**
 * A target that does what it is told: every proposal, message and timer has a name, and a script
 * says what effects follow it. Its log is a diary of the steps that it has taken.
 */
import type { Effect, Input, PureTarget, Transition } from '../../simulator/target.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { DurableView, NodeView } from '../../trace/view.ts';

/** What follows what: names of proposals, messages, timers, and `boot`. */
export type Script = Readonly<Record<string, readonly Effect[]>>;

/** Messages are names, or names of a term: `ask` or `ask:3`. */
type Message = string;

const BLANK: NodeView = {
  role: 'follower',
  currentTerm: 1,
  votedFor: null,
  log: [],
  commitIndex: 0,
  matchIndex: null,
};

/** Boots as it is told by `boot`, and writes down what its disk had kept. */
export function fakeTarget(script: Script): PureTarget<NodeView> {
  return {
    family: 'pure',
    name: 'fake',
    capabilities: { persistence: true, proposals: true, symmetric: false },
    boot: (_, durable) => after(script, BLANK, 'boot', `booted from ${String(durable)}`),
    step: (state, input) => after(script, state, nameOf(input), diaryOf(input)),
    view: (state) => state,
    viewDurable: durableView,
    classify: meaningOf,
  };
}

/** The diary of a node: what it has done, in order. */
export function diary(view: { readonly log: NodeView['log'] } | null): string[] {
  return view === null ? [] : view.log.map(({ command }) => command);
}

export function send(to: number, message: Message): Effect {
  return { kind: 'send', to, message };
}

/** Writes a record, which is a name as well. */
export function persist(record: string, synced = true): Effect {
  return { kind: 'persist', record, synced };
}

export function setTimer(timer: string, minMs: number, maxMs = minMs): Effect {
  return { kind: 'setTimer', timer, minMs, maxMs };
}

export function clearTimer(timer: string): Effect {
  return { kind: 'clearTimer', timer };
}

export function apply(index: number): Effect {
  return { kind: 'apply', index, entry: { term: 1, command: 'x' } };
}

function after(script: Script, before: NodeView, name: string, line: string): Transition<NodeView> {
  const log = [...before.log, { term: 1, command: line }];
  return { state: { ...before, log }, effects: script[name] ?? [] };
}

function nameOf(input: Input): string {
  switch (input.kind) {
    case 'received':
      return input.message as Message;
    case 'timerFired':
      return input.timer;
    case 'proposed':
      return input.command;
  }
}

function diaryOf(input: Input): string {
  switch (input.kind) {
    case 'received':
      return `${input.message as Message} from n${input.from}`;
    case 'timerFired':
      return `timer ${input.timer}`;
    case 'proposed':
      return input.command;
  }
}

/** The disk's record as the only entry of a log; nothing if the disk is empty. */
function durableView(record: unknown): DurableView {
  const log = record === null ? [] : [{ term: 1, command: record as string }];
  return { currentTerm: 1, votedFor: null, log };
}

function meaningOf(message: unknown): WireMeaning {
  const [, term = '1'] = (message as Message).split(':');
  return { kind: 'other', term: Number(term) };
}
