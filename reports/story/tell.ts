/** Turns a trace and a witness into the story that a report tells. */
import type { Witness } from '../../properties/property.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import type { Blame } from './blame.ts';
import { cellsOf, standingCells } from './cells.ts';
import type { Chronicle } from './chronicle.ts';
import { lossRow } from './losses.ts';
import { lateSender } from './delay.ts';
import { messageLabel } from './messages.ts';
import type { Arrow, Row, Story } from './row.ts';
import { brokeAtAStep, namedLines, selectLines } from './select.ts';
import { Scroll } from './scroll.ts';
import { sentenceOf } from './sentence.ts';

/** The story of one violation. */
export function tellStory(told: Chronicle, witness: Witness, by: Blame): Story {
  const lines = selectLines(told, witness, by);
  const numbers = new Map(lines.map((line, place) => [line, place + 1]));
  const rowOf = (step: number): number | null => {
    const line = told.lineAt(step);
    return line === null ? null : (numbers.get(told.causeOf(line)) ?? null);
  };
  const rows = rowsOf(lines, { told, witness, by, rowOf });
  return { rows, lanes: lanesOf(rows, told.nodes), rowOf };
}

interface Telling {
  readonly told: Chronicle;
  readonly witness: Witness;
  readonly by: Blame;
  rowOf(step: number): number | null;
}

function rowsOf(lines: readonly TraceLine[], telling: Telling): readonly Row[] {
  const { told, witness } = telling;
  const named = namedLines(told, witness);
  const violated = violationLine(told, witness);
  const scroll = new Scroll(told);
  const rows = lines.map((line, place): Row => {
    const heartbeatsBefore = scroll.readTo(line.step);
    const isViolation = line === violated;
    const mark = isViolation ? 'violation' : named.has(line) ? 'because' : null;
    const shared = {
      number: place + 1,
      timeMs: line.timeMs,
      mark,
      heartbeatsBefore,
      interrupted: scroll.interrupted,
    } as const;
    if (line.event.kind === 'lost') return { ...shared, ...lossRow(line, told, telling.by) };
    const own = cellsOf(line, telling.by);
    const cells = isViolation ? [...own, ...standingCells(scroll.views, own)] : own;
    const text = sentenceOf(line, told, telling.by) + oddity(line, telling);
    return { ...shared, arrow: arrowOf(line), cells, text };
  });
  return violated === null ? [...rows, timeoutRow(rows.length + 1, scroll, witness)] : rows;
}

function violationLine(told: Chronicle, witness: Witness): TraceLine | null {
  const line = brokeAtAStep(told, witness) ? told.lineAt(witness.step) : null;
  return line === null ? null : told.causeOf(line);
}

/** The claim broke because nothing came: a row of its own, with where everyone stands. */
function timeoutRow(number: number, scroll: Scroll, witness: Witness): Row {
  return {
    number,
    timeMs: witness.timeMs,
    mark: 'violation',
    arrow: null,
    cells: standingCells(scroll.views, []),
    text: witness.observed,
    heartbeatsBefore: scroll.readToEnd(),
    interrupted: scroll.interrupted,
  };
}

function arrowOf({ event }: TraceLine): Arrow | null {
  const arrival = event.kind === 'crashed' ? event.during : event;
  if (arrival?.kind !== 'received') return null;
  const { from, node: to, meaning } = arrival;
  return { kind: 'arrives', from, to, label: messageLabel(meaning) };
}

/** What is odd about a message: the network made it, or it was sent long ago. */
function oddity(line: TraceLine, telling: Telling): string {
  const sending = lateSender(line, telling.told);
  const row = sending === null ? null : telling.rowOf(sending.step);
  const isJustSent = row !== null && telling.rowOf(line.step) === row + 1;
  const parts = line.event.kind === 'received' && line.event.copy ? ['second copy'] : [];
  if (row !== null && !isJustSent) parts.push(`sent at step ${row}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** Nodes that no row speaks of have no lane. */
function lanesOf(rows: readonly Row[], nodes: number): readonly NodeId[] {
  const seen = new Set<NodeId>();
  for (const { mark, arrow, cells } of rows) {
    if (arrow !== null) seen.add(arrow.from);
    for (const to of arrow === null ? [] : [arrow.to].flat()) seen.add(to);
    if (mark !== 'violation') for (const { node } of cells) seen.add(node);
  }
  return Array.from({ length: nodes }, (_, slot) => slot + 1).filter((node) => seen.has(node));
}
