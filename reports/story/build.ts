/** Turns a trace and a witness into the story that a report tells. */
import type { Witness } from '../../properties/property.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import type { Blame } from './blame.ts';
import { cellsOf, crashCells, standingCells } from './cells.ts';
import type { Chronicle } from './trace-index.ts';
import { crashPassage } from './crash-sentence.ts';
import { diskText } from './disk-text.ts';
import { lossRow } from './losses.ts';
import { lateSender } from './delay.ts';
import { messageLabel } from './messages.ts';
import { headOf, passagesOf, type Passage } from './step-group.ts';
import type { Arrow, Row, Story } from './row.ts';
import { brokeAtAStep, namedLines, selectLines } from './select.ts';
import { Scroll } from './trace-cursor.ts';
import { sentenceOf } from './sentence.ts';

/** The story of one violation. */
export function tellStory(told: Chronicle, witness: Witness, by: Blame): Story {
  const passages = passagesOf(selectLines(told, witness, by));
  const numbers = new Map(
    passages.flatMap((lines, place) => lines.map((line) => [line, place + 1] as const)),
  );
  const rowOf = (step: number): number | null => {
    const line = told.lineAt(step);
    return line === null ? null : (numbers.get(told.causeOf(line)) ?? null);
  };
  const acting = new Set<NodeId>();
  const rows = rowsOf(passages, { told, witness, by, rowOf }, acting);
  return { rows, lanes: lanesOf(rows, acting, told.nodes), rowOf };
}

interface Telling {
  readonly told: Chronicle;
  readonly witness: Witness;
  readonly by: Blame;
  readonly rowOf: (step: number) => number | null;
}

/** Adds to `acting` the nodes that something happens to. */
function rowsOf(
  passages: readonly Passage[],
  telling: Telling,
  acting: Set<NodeId>,
): readonly Row[] {
  const { told, witness, by } = telling;
  const named = namedLines(told, witness);
  const violated = violationLine(told, witness);
  const scroll = new Scroll(told);
  const rows = passages.map((passage, place): Row => {
    const line = headOf(passage);
    const heartbeatsBefore = scroll.readTo(passage.at(-1)?.step ?? line.step);
    const isViolation = passage.some((part) => part === violated);
    const isNamed = passage.some((part) => named.has(part));
    const shared = {
      number: place + 1,
      timeMs: line.timeMs,
      mark: isViolation ? 'violation' : isNamed ? 'because' : null,
      heartbeatsBefore,
      interrupted: scroll.interrupted,
    } as const;
    if (line.event.kind === 'lost') return { ...shared, ...lossRow(line, told, by) };
    const own = crashCells(passage, by) ?? cellsOf(line, by);
    for (const { node } of own) acting.add(node);
    const cells = isViolation ? [...own, ...standingCells(scroll.views, own)] : own;
    return { ...shared, arrow: arrowOf(line), cells, text: textOf(passage, telling) };
  });
  return violated === null ? [...rows, timeoutRow(rows.length + 1, scroll, witness)] : rows;
}

function textOf(passage: Passage, telling: Telling): string {
  const { told, by } = telling;
  const line = headOf(passage);
  const sentence = sentenceOf(line, told, by);
  const step = line.event.kind === 'crashed' ? null : sentence;
  const isJoined = passage.length > 1;
  const crash = isJoined ? crashPassage(passage, step, told) : null;
  const disk = isJoined ? diskText(passage) : '';
  return (crash ?? sentence) + disk + oddity(line, telling);
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

/** What is odd about a message: it stays in flight, is a copy, or was sent long ago. */
function oddity(line: TraceLine, { told, by, rowOf }: Telling): string {
  const sending = lateSender(line, told);
  const row = sending === null ? null : rowOf(sending.step);
  const isJustSent = row !== null && rowOf(line.step) === row + 1;
  const copier = by.copierOf(line);
  const parts = copier === null ? [] : [`a copy stays in flight: ${copier.id}`];
  if (isCopy(line)) parts.push('second copy');
  if (row !== null && !isJustSent) parts.push(`sent at step ${row}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function isCopy({ event }: TraceLine): boolean {
  const arrival = event.kind === 'crashed' ? event.during : event;
  return arrival?.kind === 'received' && arrival.copy;
}

/** Nodes that no row speaks of have no lane. */
function lanesOf(
  rows: readonly Row[],
  acting: ReadonlySet<NodeId>,
  nodes: number,
): readonly NodeId[] {
  const seen = new Set(acting);
  for (const { arrow } of rows) {
    if (arrow === null) continue;
    for (const node of [arrow.from, arrow.to].flat()) seen.add(node);
  }
  return Array.from({ length: nodes }, (_, slot) => slot + 1).filter((node) => seen.has(node));
}
