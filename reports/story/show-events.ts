/** Makes a run to be shown of all that happened, event by event: the run before it was shrunk. */
import { inputOf, type TraceLine } from '../../trace/trace.ts';
import { vectorClocks } from '../../trace/vector-clocks.ts';
import type { Witness } from '../../properties/property.ts';
import type { Blame } from './blame.ts';
import { cellsOf } from './cells.ts';
import { messageLabel } from './messages.ts';
import { NodeStates } from './node-states.ts';
import type { NodeState } from './node-state.ts';
import type { Arrow, Row } from './row.ts';
import { brokeAtAStep } from './anchors.ts';
import { namedLines } from './select.ts';
import { sentenceOf } from './sentence.ts';
import { changesOf, placeOf } from './show-story.ts';
import type { Survivors } from './survivors.ts';
import { nodeName } from '../../trace/view.ts';
import type { ShownRun, ShownStep } from './shown-run.ts';
import { TraceCursor } from './trace-cursor.ts';
import type { TraceIndex } from './trace-index.ts';

/** Events beyond these are left out at the beginning: browsers take their time with more. */
export const EVENTS_MAX = 20_000;

interface Showing {
  readonly hasClock: boolean;
  readonly witness: Witness;
  readonly by: Blame;
  readonly tested: readonly number[] | null;
  /** What the shrunk run has as well; null if that is not known. */
  readonly survivors?: Survivors | null;
}

/** What is sent belongs to the step that sent it, and has no step of its own. */
export function showEvents(index: TraceIndex, showing: Showing): ShownRun {
  const { trace, nodes } = index;
  const clocked = vectorClocks(trace).filter(({ line }) => line.event.kind !== 'sent');
  const leftOut = Math.max(0, clocked.length - EVENTS_MAX);
  const states = new NodeStates(nodes);
  const cursor = new TraceCursor(index);
  const tell = tellerOf(index, showing);
  const last = clocked.at(-1)?.line;
  let before: readonly NodeState[] = [];
  const steps: ShownStep[] = [];
  for (const [place, one] of clocked.entries()) {
    const { line } = one;
    states.read(line);
    if (place < leftOut) continue;
    cursor.readTo(line.step);
    const row = { ...tell(line, line === last), number: place - leftOut + 1 };
    const changes = changesOf(before, states.all);
    before = states.all;
    const tested = showing.tested?.[line.step - 1] ?? null;
    const interrupted = cursor.interrupted;
    const survives = showing.survivors?.steps.has(line.step) === true;
    const shown = { row: { ...row, interrupted }, changes, place: placeOf([one], nodes), tested };
    steps.push(survives ? { ...shown, survives } : shown);
  }
  const lanes = Array.from({ length: nodes }, (_, slot) => slot + 1);
  const run = { nodes, lanes, hasClock: showing.hasClock, steps, rails: [], leftOut };
  const { survivors = null } = showing;
  return survivors === null ? run : { ...run, survivors: survivorsText(survivors) };
}

function survivorsText({ steps, sought, names }: Survivors): string {
  const renamed = names.flatMap((name, slot) => {
    return name === slot + 1 ? [] : [`its ${nodeName(slot + 1)} is ${nodeName(name)} here`];
  });
  const what = `${steps.size} of the ${sought} events of the shrunk run happen here in its order`;
  return [what, ...renamed].join(', ');
}

/** What is said of a line; the last one is where a claim broke that only time could break. */
function tellerOf(
  index: TraceIndex,
  { witness, by }: Showing,
): (line: TraceLine, isLast: boolean) => Omit<Row, 'number' | 'interrupted'> {
  const named = namedLines(index, witness, []);
  const broken = brokeAtAStep(index, witness) ? index.lineAt(witness.step) : null;
  const violated = broken === null ? null : index.causeOf(broken);
  return (line, isLast) => {
    const isViolation = violated === null ? isLast : line === violated;
    const mark = isViolation ? 'violation' : named.has(line) ? 'because' : null;
    const cells = cellsOf(line, by);
    const text = sentenceOf(line, index, by);
    return { timeMs: line.timeMs, mark, arrow: arrowOf(line), cells, text, heartbeatsBefore: 0 };
  };
}

function arrowOf({ event }: TraceLine): Arrow | null {
  if (event.kind === 'lost') {
    const { from, node } = event.flight;
    return { kind: 'lost', from, to: [node], label: messageLabel(event.flight) };
  }
  const arrival = inputOf(event);
  if (arrival?.kind !== 'received') return null;
  const { from, node: to } = arrival;
  return { kind: 'arrives', from, to, label: messageLabel(arrival) };
}
