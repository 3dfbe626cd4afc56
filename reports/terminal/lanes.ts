/** The table of steps: one line per row, one lane per node, arrows between lanes. */
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { Interrupted, Row, Story } from '../story/row.ts';
import { columnsOf, EMPTY_LINE, span, wrap, type Line } from './page.ts';
import { Strip } from './strip.ts';
import type { Tone } from './style.ts';

/** Narrower text than this goes below its lanes. */
const TEXT_COLUMNS_MIN = 36;
const LANE_COLUMNS_MIN = 8;
const LANE_COLUMNS_MAX = 14;

/** Where things stand in a line, in columns from 0. */
export interface Layout {
  /** How wide a line may be. */
  readonly columns: number;
  readonly lanes: readonly NodeId[];
  readonly laneColumns: number;
  readonly numberEnd: number;
  /** Null in a run without a clock. */
  readonly timeEnd: number | null;
  readonly lanesStart: number;
  readonly textStart: number;
  /** True with so many lanes that no text fits beside them. */
  readonly textBelow: boolean;
}

const MARK_COLUMN = 2;

export function layoutOf({ rows, lanes }: Story, hasClock: boolean, columns: number): Layout {
  const digits = (values: readonly number[]): number => String(Math.max(0, ...values)).length;
  const numberEnd = 4 + Math.max(4, digits(rows.map(({ number }) => number)));
  const timeColumns = Math.max(4, digits(rows.map(({ timeMs }) => timeMs)));
  const timeEnd = hasClock ? numberEnd + 2 + timeColumns : null;
  const lanesStart = (timeEnd ?? numberEnd) + 3;
  const room = columns - lanesStart - TEXT_COLUMNS_MIN;
  const count = Math.max(1, lanes.length);
  const textBelow = room / count < LANE_COLUMNS_MIN;
  const perLane = textBelow ? (columns - lanesStart) / count : room / count;
  const laneColumns = Math.min(LANE_COLUMNS_MAX, Math.floor(perLane));
  const textStart = textBelow ? lanesStart : lanesStart + count * laneColumns + 1;
  return { columns, lanes, laneColumns, numberEnd, timeEnd, lanesStart, textStart, textBelow };
}

/** The names of the columns. */
export function headerLine(layout: Layout): Line {
  const strip = new Strip();
  strip.put(layout.numberEnd - 4, 'step', 'quiet');
  if (layout.timeEnd !== null) strip.put(layout.timeEnd - 2, 'ms', 'quiet');
  for (const node of layout.lanes) strip.put(columnOf(node, layout), nodeName(node), 'strong');
  return strip.toLine();
}

/** A row, with the lines that its text needs. */
export function rowLines(row: Row, table: Layout): readonly Line[] {
  const layout = fits(row.text, table) ? table : withTextBelow(table);
  const strip = new Strip();
  drawMargin(strip, row, layout);
  drawIdleLanes(strip, row.interrupted, layout);
  drawArrow(strip, row, layout);
  drawCells(strip, row, layout);
  const { textStart, textBelow } = layout;
  const tone = textTone(row);
  const [first = '', ...others] = wrap(row.text, layout.columns - textStart);
  const below = textBelow ? [first, ...others] : others;
  if (!textBelow) strip.put(textStart, first, tone);
  return [strip.toLine(), ...below.map((text) => quietLine(row.interrupted, layout, text, tone))];
}

/** Whether every word of a text has room beside the lanes: none is broken. */
function fits(text: string, { columns, textStart }: Layout): boolean {
  return text.split(' ').every((word) => columnsOf(word) <= columns - textStart);
}

function withTextBelow(layout: Layout): Layout {
  return { ...layout, textBelow: true, textStart: layout.lanesStart };
}

/** Lanes that run on, with a remark beside them. */
export function quietLine(
  interrupted: Interrupted,
  layout: Layout,
  text: string,
  tone: Tone = 'quiet',
): Line {
  const strip = new Strip();
  if (!layout.textBelow) drawIdleLanes(strip, interrupted, layout);
  strip.put(layout.textStart, text, tone);
  return text === '' && layout.textBelow ? EMPTY_LINE : strip.toLine();
}

function drawMargin(strip: Strip, row: Row, layout: Layout): void {
  const tone = row.mark === 'violation' ? 'broken' : row.mark === 'because' ? 'strong' : 'plain';
  if (row.mark === 'violation') strip.put(MARK_COLUMN, '✖', tone);
  if (row.mark === 'because') strip.put(MARK_COLUMN, '▸', tone);
  const number = String(row.number);
  strip.put(layout.numberEnd - number.length, number, tone);
  if (layout.timeEnd === null) return;
  const time = String(row.timeMs);
  strip.put(layout.timeEnd - time.length, time, row.mark === 'violation' ? tone : 'quiet');
}

function drawIdleLanes(strip: Strip, { down, apart }: Interrupted, layout: Layout): void {
  for (const node of layout.lanes) {
    if (down.includes(node)) continue;
    strip.put(columnOf(node, layout), apart.includes(node) ? '┆' : '│', 'quiet');
  }
}

function drawCells(strip: Strip, row: Row, layout: Layout): void {
  const { cells, arrow } = row;
  const taken = new Set(cells.map(({ node }) => node));
  if (arrow !== null) taken.add(arrow.from);
  for (const { node, text, look } of cells) {
    if (!layout.lanes.includes(node)) continue;
    if (arrow?.from === node) continue;
    const column = columnOf(node, layout);
    const next = layout.lanes.find((lane) => lane > node && taken.has(lane));
    const end = next === undefined ? endOfLanes(layout) : columnOf(next, layout);
    const shown = wordsWithin(text, end - column - 1);
    if (shown !== '') strip.put(column - 1, ` ${shown} `, look);
  }
}

function drawArrow(strip: Strip, { arrow, cells }: Row, layout: Layout): void {
  if (arrow === null) return;
  const start = columnOf(arrow.from, layout);
  const leader = cells.find(({ node, look }) => node === arrow.from && look === 'leader');
  const label = leader === undefined ? arrow.label : `${leader.text} ${arrow.label}`;
  strip.put(start, label, 'plain');
  if (leader !== undefined) strip.put(start, leader.text, 'leader');
  if (arrow.kind === 'lost') {
    const [only, ...others] = arrow.to;
    const target = only !== undefined && others.length === 0 ? ` ${nodeName(only)}` : '';
    strip.put(start + label.length, ` ─✕${target}`, 'fault');
    return;
  }
  const end = columnOf(arrow.to, layout);
  if (end > start) {
    strip.rule(start + label.length + 1, end - 3, 'quiet');
    strip.put(end - 2, '►', 'quiet');
  } else {
    const cell = cells.find(({ node }) => node === arrow.to);
    const head = end + wordsWithin(cell?.text ?? '', start - end - 1).length + 1;
    if (head >= start) return;
    strip.put(head, '◄', 'quiet');
    strip.rule(head + 1, start - 2, 'quiet');
  }
}

/** As many words as fit: half a vote would be worse than none. */
function wordsWithin(text: string, columns: number): string {
  if (text.length <= columns) return text;
  const words = text.split(' ').slice(0, -1);
  return words.length === 0 ? text.slice(0, columns) : wordsWithin(words.join(' '), columns);
}

function endOfLanes({ lanes, laneColumns, lanesStart, textBelow, textStart }: Layout): number {
  return textBelow ? lanesStart + lanes.length * laneColumns : textStart;
}

function columnOf(node: NodeId, layout: Layout): number {
  return layout.lanesStart + layout.lanes.indexOf(node) * layout.laneColumns;
}

function textTone({ mark }: Row): Tone {
  if (mark === 'violation') return 'broken';
  return mark === 'because' ? 'strong' : 'plain';
}

/** A line of its own between rows: how many were left out. */
export function noteLine(text: string): Line {
  return [span(`   ${text}`, 'quiet')];
}
