/** Turns a trace and a witness into the story that a report tells. */
import type { Because, Witness } from '../../properties/property.ts';
import { inputOf, type TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import { anchorOf, brokeAtAStep } from './anchors.ts';
import type { Blame } from './blame.ts';
import type { Cause } from './causes/cause.ts';
import { cellsOf, crashCells, standingCells } from './cells.ts';
import type { TraceIndex } from './trace-index.ts';
import { crashGroup } from './crash-sentence.ts';
import { diskText } from './disk-text.ts';
import { lossRow } from './losses.ts';
import { lateSender } from './delay.ts';
import { messageLabel, messageNoun } from './messages.ts';
import { headOf, stepGroupsOf, type StepGroup } from './step-group.ts';
import type { Arrow, Row, Story } from './row.ts';
import { namedLines, selectLines } from './select.ts';
import { TraceCursor } from './trace-cursor.ts';
import { sentenceOf } from './sentence.ts';

/** The story of one violation. */
export function buildStory(
  index: TraceIndex,
  witness: Witness,
  by: Blame,
  causes: readonly Cause[] = [],
): Story {
  const named = namedLines(index, witness, causes);
  return storyOfLines(index, selectLines(index, witness, by, named), { witness, by, named });
}

/** What is told of the lines; without a witness no claim is broken. */
export interface Told {
  readonly witness: Witness | null;
  readonly by: Blame;
  /** Lines that the witness or a cause names. */
  readonly named: ReadonlySet<TraceLine>;
}

/** The story of these lines, in order. */
export function storyOfLines(
  index: TraceIndex,
  lines: readonly TraceLine[],
  { witness, by, named }: Told,
): Story {
  const stepGroups = stepGroupsOf(lines);
  const numbers = new Map(
    stepGroups.flatMap((group, place) => group.map((line) => [line, place + 1] as const)),
  );
  const rowOf = (step: number): number | null => {
    const line = index.lineAt(step);
    return line === null ? null : (numbers.get(index.causeOf(line)) ?? null);
  };
  const acting = new Set<NodeId>();
  const rows = rowsOf(stepGroups, { index, witness, by, named, rowOf }, acting);
  const isTimeout = witness === null || !brokeAtAStep(index, witness);
  const lanes = lanesOf(rows, acting, index.nodes, isTimeout);
  const rowOfClause = (because: Because): number | null => {
    const line = witness === null ? null : anchorOf(index, witness, because);
    return line === null ? rows.length : rowOf(line.step);
  };
  return { rows, lanes, idle: idleOf(lanes, index.nodes), rowOf, rowOfClause };
}

interface Telling {
  readonly index: TraceIndex;
  readonly witness: Witness | null;
  readonly by: Blame;
  readonly named: ReadonlySet<TraceLine>;
  readonly rowOf: (step: number) => number | null;
}

/** Adds to `acting` the nodes that something happens to. */
function rowsOf(
  stepGroups: readonly StepGroup[],
  telling: Telling,
  acting: Set<NodeId>,
): readonly Row[] {
  const { index, witness, by, named } = telling;
  const violated = witness === null ? null : violationLine(index, witness);
  const cursor = new TraceCursor(index);
  const rows = stepGroups.map((stepGroup, place): Row => {
    const line = headOf(stepGroup);
    const heartbeatsBefore = cursor.readTo(stepGroup.at(-1)?.step ?? line.step);
    const isViolation = stepGroup.some((part) => part === violated);
    const isNamed = stepGroup.some((part) => named.has(part));
    const shared = {
      number: place + 1,
      timeMs: line.timeMs,
      mark: isViolation ? 'violation' : isNamed ? 'because' : null,
      heartbeatsBefore,
      interrupted: cursor.interrupted,
    } as const;
    if (line.event.kind === 'lost') return { ...shared, ...lossRow(line, index, by) };
    const own = crashCells(stepGroup, by) ?? cellsOf(line, by);
    for (const { node } of own) acting.add(node);
    const cells = isViolation ? [...own, ...standingCells(cursor.views, own)] : own;
    return { ...shared, arrow: arrowOf(line), cells, text: textOf(stepGroup, telling) };
  });
  if (witness === null || violated !== null) return rows;
  return [...rows, timeoutRow(rows.length + 1, cursor, witness)];
}

function textOf(stepGroup: StepGroup, telling: Telling): string {
  const { index, by } = telling;
  const line = headOf(stepGroup);
  const sentence = sentenceOf(line, index, by);
  const step = line.event.kind === 'crashed' ? null : sentence;
  const isJoined = stepGroup.length > 1;
  const crash = isJoined ? crashGroup(stepGroup, step, index) : null;
  const disk = isJoined ? diskText(stepGroup) : '';
  return (crash ?? sentence) + disk + oddity(line, telling);
}

function violationLine(index: TraceIndex, witness: Witness): TraceLine | null {
  const line = brokeAtAStep(index, witness) ? index.lineAt(witness.step) : null;
  return line === null ? null : index.causeOf(line);
}

/** The claim broke because nothing came: a row of its own, with where everyone stands. */
function timeoutRow(number: number, cursor: TraceCursor, witness: Witness): Row {
  return {
    number,
    timeMs: witness.timeMs,
    mark: 'violation',
    arrow: null,
    cells: standingCells(cursor.views, []),
    text: witness.observed,
    heartbeatsBefore: cursor.readToEnd(),
    interrupted: cursor.interrupted,
  };
}

function arrowOf({ event }: TraceLine): Arrow | null {
  const arrival = inputOf(event);
  if (arrival?.kind !== 'received') return null;
  const { from, node: to } = arrival;
  return { kind: 'arrives', from, to, label: messageLabel(arrival) };
}

/** What is odd about a message: it stays in flight, is a copy, or was sent long ago. */
function oddity(line: TraceLine, { index, by, rowOf }: Telling): string {
  const sending = lateSender(line, index);
  const row = sending === null ? null : rowOf(sending.step);
  const isJustSent = row !== null && rowOf(line.step) === row + 1;
  const copier = by.copierOf(line);
  const parts = copier === null ? [] : [`a copy stays in flight: ${copier.id}`];
  if (isCopy(line)) parts.push('second copy');
  const isLate = row !== null && !isJustSent;
  if (isLate && line.event.kind === 'received') {
    parts.push(`${messageNoun(line.event)} sent at step ${row}`);
  }
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function isCopy({ event }: TraceLine): boolean {
  const arrival = inputOf(event);
  return arrival?.kind === 'received' && arrival.copy;
}

/** With more nodes than these, those that do nothing have no lane. */
const LANES_ALWAYS = 3;

/**
 * Nodes that no row speaks of have no lane, unless there are few, or the claim broke because
 * nothing happened: then those that do nothing may be the cause.
 */
function lanesOf(
  rows: readonly Row[],
  acting: ReadonlySet<NodeId>,
  nodes: number,
  isTimeout: boolean,
): readonly NodeId[] {
  const all = Array.from({ length: nodes }, (_, slot) => slot + 1);
  if (isTimeout || nodes <= LANES_ALWAYS) return all;
  const seen = new Set(acting);
  for (const { arrow } of rows) {
    if (arrow === null) continue;
    for (const node of [arrow.from, arrow.to].flat()) seen.add(node);
  }
  return all.filter((node) => seen.has(node));
}

function idleOf(lanes: readonly NodeId[], nodes: number): readonly NodeId[] {
  const all = Array.from({ length: nodes }, (_, slot) => slot + 1);
  return all.filter((node) => !lanes.includes(node));
}
