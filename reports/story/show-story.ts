/** Makes a run to be shown of a story: each row with the states after it, and its causes. */
import type { TraceLine } from '../../trace/trace.ts';
import { NETWORK, vectorClocks, type ClockedLine } from '../../trace/vector-clocks.ts';
import { nodeName } from '../../trace/view.ts';
import { NodeStates } from './node-states.ts';
import type { NodeState } from './node-state.ts';
import type { Story } from './row.ts';
import type { Place, Rail, ShownRun, ShownStep } from './shown-run.ts';
import type { TraceIndex } from './trace-index.ts';

/** What a story does not know itself. */
export interface Showing {
  readonly hasClock: boolean;
  readonly rails: readonly Rail[];
  /** For each line of the trace, how often the property was tested so far; null if not known. */
  readonly tested: readonly number[] | null;
}

export function showStory(index: TraceIndex, story: Story, showing: Showing): ShownRun {
  const { nodes } = index;
  const places = placesOf(index, story);
  const states = new NodeStates(nodes);
  let read = 0;
  let before: readonly NodeState[] = [];
  const steps = story.rows.map((row): ShownStep => {
    const lines = places.get(row.number) ?? [];
    const isLast = row.number === story.rows.length;
    const end = isLast ? index.trace.length : (lines.at(-1)?.line.step ?? read);
    for (; read < end; read += 1) states.read(lineAt(index, read));
    const changes = changesOf(before, states.all);
    before = states.all;
    const tested = showing.tested?.[read - 1] ?? null;
    return { row, changes, place: placeOf(lines, nodes), tested };
  });
  const { hasClock, rails } = showing;
  return { nodes, lanes: story.lanes, hasClock, steps, rails, leftOut: 0 };
}

/** The nodes that stand otherwise than before; all of them, if there was no before. */
export function changesOf(
  before: readonly NodeState[],
  after: readonly NodeState[],
): Readonly<Record<string, NodeState>> {
  const changed = after.flatMap((state, slot) => {
    return state === before[slot] ? [] : [[String(slot + 1), state] as const];
  });
  return Object.fromEntries(changed);
}

/** A step begins with its first line and ends with its last: a crash or a restart, say. */
export function placeOf(lines: readonly ClockedLine[], nodes: number): Place {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return { host: 0, own: Infinity, past: [] };
  const hosts = [NETWORK, ...Array.from({ length: nodes }, (_, slot) => nodeName(slot + 1))];
  return {
    host: hosts.indexOf(first.host),
    own: first.clock[first.host] ?? 0,
    past: hosts.map((host) => last.clock[host] ?? 0),
  };
}

/** The lines that each row shows; what a step sends belongs to its row. */
function placesOf(index: TraceIndex, story: Story): ReadonlyMap<number, readonly ClockedLine[]> {
  const places = new Map<number, ClockedLine[]>();
  for (const clocked of vectorClocks(index.trace)) {
    const row = story.rowOf(clocked.line.step);
    if (row === null) continue;
    const lines = places.get(row);
    if (lines === undefined) places.set(row, [clocked]);
    else lines.push(clocked);
  }
  return places;
}

function lineAt({ trace }: TraceIndex, place: number): TraceLine {
  const line = trace[place];
  if (line === undefined) throw new RangeError(`the trace has no line ${place + 1}`);
  return line;
}
