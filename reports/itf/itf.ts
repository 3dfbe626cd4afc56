/**
 * The run as a trace in the Informal Trace Format of Apalache and Quint: what can be seen of every
 * node after each event, to be checked against a specification of Raft.
 */
import { nodeName, type NodeView } from '../../trace/view.ts';
import type { EventLine, ReportStream } from '../events/report-line.ts';
import { plainJson } from '../story/escaped.ts';

/** Variables of every state, with their types in Apalache's notation. */
const VARIABLES = {
  up: 'Str -> Bool',
  role: 'Str -> Str',
  currentTerm: 'Str -> Int',
  votedFor: 'Str -> Str',
  log: 'Str -> Seq({ term: Int, command: Str })',
  commitIndex: 'Str -> Int',
  action: 'Str',
  timeMs: 'Int',
} as const;

/** What stands for a vote that is not given. */
const NOBODY = 'Nil';

/** A node before its first boot. */
const UNBORN: NodeView = {
  role: 'follower',
  currentTerm: 0,
  votedFor: null,
  log: [],
  commitIndex: 0,
  matchIndex: null,
};

interface Seen {
  readonly isUp: boolean;
  /** The last that could be seen of it: a node that is down shows nothing new. */
  readonly view: NodeView;
}

export function renderItf({ finding, events }: ReportStream): string {
  const { target, property, id, nodes } = finding;
  const names = Array.from({ length: nodes }, (_, slot) => nodeName(slot + 1));
  const seen = new Map(names.map((name): [string, Seen] => [name, { isUp: false, view: UNBORN }]));
  const states = [stateOf(0, seen, { text: 'begin', timeMs: 0 })];
  for (const line of events) {
    // What a step sends is part of the step.
    if (isSending(line)) continue;
    note(line, seen);
    states.push(stateOf(states.length, seen, line));
  }
  const meta = {
    format: 'ITF',
    'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
    description: `${target} breaks ${property}, finding ${id}`,
    varTypes: VARIABLES,
  };
  const head = { '#meta': meta, params: [], vars: Object.keys(VARIABLES) };
  const [open = '', close = ''] = plainJson({ ...head, states: [] }).split(/(?<="states":\[)/);
  return `${open}\n${states.map(plainJson).join(',\n')}\n${close}\n`;
}

function isSending({ event }: EventLine): boolean {
  return event.kind === 'sent';
}

function note({ host, after }: EventLine, seen: Map<string, Seen>): void {
  const known = seen.get(host);
  if (known === undefined || after === undefined) return;
  seen.set(host, { isUp: after !== null, view: after ?? known.view });
}

function stateOf(
  index: number,
  seen: ReadonlyMap<string, Seen>,
  { text, timeMs }: Pick<EventLine, 'text' | 'timeMs'>,
): object {
  const mapOf = (value: (seen: Seen) => unknown): object => ({
    '#map': [...seen].map(([name, one]) => [name, value(one)]),
  });
  return {
    '#meta': { index },
    up: mapOf(({ isUp }) => isUp),
    role: mapOf(({ view }) => view.role),
    currentTerm: mapOf(({ view }) => integer(view.currentTerm)),
    votedFor: mapOf(({ view: { votedFor } }) => (votedFor === null ? NOBODY : nodeName(votedFor))),
    log: mapOf(({ view }) =>
      view.log.map(({ term, command }) => ({ term: integer(term), command })),
    ),
    commitIndex: mapOf(({ view }) => integer(view.commitIndex)),
    action: text,
    timeMs: integer(timeMs),
  };
}

/** A plain number would be read as one of JavaScript's. */
function integer(value: number): object {
  return { '#bigint': String(value) };
}
