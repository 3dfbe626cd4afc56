/** Where every node stands after a step, as a table: a column for each node. */
import { nodeName, type DurableView, type LogEntry, type NodeId } from '../../../trace/view.ts';
import type { NodeState, Side } from '../../story/node-state.ts';
import { heard, text } from './html.ts';

/** A table of more nodes stands above the steps, not beside them. */
export const NODES_BESIDE = 3;

/** Entries at the end of a log that are shown. */
const ENTRIES_SHOWN = 6;

/** A line of the table: what it is called, and what it says of a node, as HTML. */
interface Field {
  readonly name: string;
  readonly tell: (state: NodeState, nowMs: number) => string;
  /** False where no node has anything to say. */
  readonly isWanted: (states: readonly NodeState[], hasClock: boolean) => boolean;
}

const always = (): boolean => true;
const NOTHING = '<span class="none">–</span>';

const FIELDS: readonly Field[] = [
  { name: 'role', tell: roleText, isWanted: always },
  { name: 'term', tell: ({ view }) => of(view, (now) => `${now.currentTerm}`), isWanted: always },
  { name: 'vote', tell: ({ view }) => of(view, voteText), isWanted: always },
  { name: 'log', tell: ({ view }) => of(view, logText), isWanted: always },
  { name: 'disk: term', tell: ({ disk }) => `${disk.currentTerm}`, isWanted: always },
  { name: 'disk: vote', tell: ({ disk }) => voteText(disk), isWanted: always },
  { name: 'disk: log', tell: ({ view, disk }) => diskLogText(view, disk), isWanted: always },
  { name: 'clock', tell: clockText, isWanted: (_, hasClock) => hasClock },
  { name: 'timers', tell: timerText, isWanted: always },
  { name: 'reaches', tell: ({ side }) => sideText(side), isWanted: hasSides },
];

/** What changed against `before` is bold; null shows nothing as changed. */
export function nodeTable(
  states: readonly NodeState[],
  before: readonly NodeState[] | null,
  { hasClock, timeMs }: { readonly hasClock: boolean; readonly timeMs: number },
): string {
  const names = states.map((_, slot) => `<th scope="col">${nodeName(slot + 1)}</th>`).join('');
  const wanted = FIELDS.filter(({ isWanted }) => isWanted(states, hasClock));
  const rows = wanted.map((field) => {
    const cells = states.map((state, slot) => {
      const told = field.tell(state, timeMs);
      const earlier = before?.[slot];
      const isNew = earlier !== undefined && field.tell(earlier, timeMs) !== told;
      return isNew ? `<td><b>${told}</b></td>` : `<td>${told}</td>`;
    });
    return `<tr><th scope="row">${field.name}</th>${cells.join('')}</tr>`;
  });
  const head = `<thead><tr><td></td>${names}</tr></thead>`;
  return `<table class="nodes">${head}<tbody>${rows.join('')}</tbody></table>`;
}

function of<Part>(part: Part | null, tell: (part: Part) => string): string {
  return part === null ? NOTHING : tell(part);
}

function roleText({ view, isPaused }: NodeState): string {
  if (view === null) return '<span class="chip fault">✸ down</span>';
  const role = `<span class="chip ${view.role}">${view.role}</span>`;
  return isPaused ? `${role} paused` : role;
}

function voteText({ votedFor }: { readonly votedFor: NodeId | null }): string {
  return votedFor === null ? NOTHING : nodeName(votedFor);
}

/** The end of the log, and how far it is known to be committed. */
function logText(view: NonNullable<NodeState['view']>): string {
  return entriesText(view.log, view.commitIndex);
}

function diskLogText(view: NodeState['view'], { log }: DurableView): string {
  if (log.length === 0) return NOTHING;
  const isSame = view !== null && JSON.stringify(view.log) === JSON.stringify(log);
  return isSame ? 'the same' : entriesText(log, 0);
}

function entriesText(log: readonly LogEntry[], commitIndex: number): string {
  if (log.length === 0) return NOTHING;
  const hidden = Math.max(0, log.length - ENTRIES_SHOWN);
  const entries = log.slice(hidden).map((entry, place) => {
    return entryText(entry, hidden + place + 1, hidden + place < commitIndex);
  });
  const more = hidden === 0 ? '' : `<span class="none">… ${hidden} before</span> `;
  return more + entries.join(' ');
}

function entryText({ term, command }: LogEntry, index: number, isCommitted: boolean): string {
  const short = command.length > 12 ? `${command.slice(0, 11)}…` : command;
  const end = isCommitted ? `<span aria-hidden="true">✓</span>${heard('committed')}` : '';
  const look = isCommitted ? 'entry committed' : 'entry';
  const title = `entry ${index}, term ${term}`;
  return `<span class="${look}" title="${title}">${term}:${text(short)}${end}</span>`;
}

function clockText({ clock: { setMs, rate } }: NodeState): string {
  const set = setMs === 0 ? [] : [`${setMs > 0 ? '+' : '−'}${Math.abs(setMs)} ms`];
  const speed = rate === 1 ? [] : [`runs at ${Math.round(rate * 100)} %`];
  const parts = [...set, ...speed];
  return parts.length === 0 ? 'exact' : parts.join(', ');
}

function timerText({ armed, fired }: NodeState): string {
  if (armed !== undefined) return armed.length === 0 ? NOTHING : text(armed.join(', '));
  return fired === null ? NOTHING : `${text(fired.timer)} fired`;
}

function hasSides(states: readonly NodeState[]): boolean {
  return states.some(({ side }) => side !== null);
}

function sideText(side: Side | null): string {
  if (side === null) return 'everyone';
  const both = side.both.map(nodeName);
  const to = side.to.map((node) => `only to ${nodeName(node)}`);
  const from = side.from.map((node) => `only from ${nodeName(node)}`);
  const parts = [...both, ...to, ...from];
  return parts.length === 0 ? 'nobody' : parts.join(', ');
}
