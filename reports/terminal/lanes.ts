/** The table of steps: one line per row, one lane per node, arrows between lanes. */
import { nodeName } from '../../trace/view.ts';
import type { Interrupted, Row } from '../story/row.ts';
import { columnOf, type Layout } from './layout.ts';
import { columnsOf, EMPTY_LINE, span, wrap, type Line } from './page.ts';
import { drawPieces, isCut } from './row-pieces.ts';
import { Strip } from './strip.ts';
import type { Tone } from './style.ts';

const MARK_COLUMN = 2;

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
  const layout = layoutFor(row, table);
  const strip = new Strip();
  drawMargin(strip, row, layout);
  drawIdleLanes(strip, row.interrupted, layout);
  drawPieces(strip, row, layout);
  const { textStart, textBelow } = layout;
  const tone = textTone(row);
  const [first = '', ...others] = wrap(row.text, layout.columns - textStart);
  const below = textBelow ? [first, ...others] : others;
  if (!textBelow) strip.put(textStart, first, tone);
  return [strip.toLine(), ...below.map((text) => quietLine(row.interrupted, layout, text, tone))];
}

/** Whether anything in the lanes of a row is cut off. */
export function isRowCut(row: Row, table: Layout): boolean {
  return isCut(row, layoutFor(row, table));
}

function layoutFor(row: Row, table: Layout): Layout {
  return fits(row.text, table) ? table : withTextBelow(table);
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

function textTone({ mark }: Row): Tone {
  if (mark === 'violation') return 'broken';
  return mark === 'because' ? 'strong' : 'plain';
}

/** A line of its own between rows: how many were left out. */
export function noteLine(text: string): Line {
  return [span(`   ${text}`, 'quiet')];
}
