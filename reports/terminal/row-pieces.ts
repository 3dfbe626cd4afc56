/** The lanes of one row: cells, and an arrow with its label, whose head is seen in any case. */
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { Arrow, Row } from '../story/row.ts';
import { columnOf, endOfLanes, type Layout } from './layout.ts';
import { columnsOf } from './page.ts';
import type { Strip } from './strip.ts';
import type { Tone } from './style.ts';

/** What was cut off stands in the words of the row. */
const CUT = '…';

/** A text at the left of a lane, as far as there is room. */
interface Piece {
  readonly node: NodeId;
  readonly text: string;
  readonly look: Tone;
}

/** Draws the arrow first: cells on its way stand on top of it. */
export function drawPieces(strip: Strip, row: Row, layout: Layout): void {
  const { arrow } = row;
  const cells = cellsIn(row, layout);
  if (arrow !== null) drawArrow(strip, row, arrow, layout);
  for (const cell of cells) {
    const column = columnOf(cell.node, layout);
    // The blank behind it must not hide a lane, nor the head of an arrow.
    const isFull = columnsOf(cell.text) % layout.laneColumns === 0;
    const hasHead = arrow !== null && isPointedAt(cell.node, arrow) && arrow.from > cell.node;
    strip.put(column - 1, ` ${cell.text}${isFull || hasHead ? '' : ' '}`, cell.look);
  }
}

/** Whether something in the lanes of this row is cut off. */
export function isCut(row: Row, layout: Layout): boolean {
  const label = row.arrow === null ? '' : labelIn(row, row.arrow, layout);
  return [label, ...cellsIn(row, layout).map(({ text }) => text)].some((text) => {
    return text.endsWith(CUT);
  });
}

/** The cells that are drawn: where an arrow begins, its label stands instead. */
function cellsIn(row: Row, layout: Layout): readonly Piece[] {
  return row.cells.flatMap((cell): readonly Piece[] => {
    const { node } = cell;
    if (!layout.lanes.includes(node) || row.arrow?.from === node) return [];
    const text = piecesWithin(cell.text, roomAt(node, row, layout));
    return text === '' ? [] : [{ node, text, look: cell.look }];
  });
}

/** How many columns a text may take that begins in this lane: up to the next one, or an arrow. */
function roomAt(node: NodeId, { arrow, cells }: Row, layout: Layout): number {
  const column = columnOf(node, layout);
  const taken = new Set([
    ...cells.map((cell) => cell.node),
    ...(arrow === null ? [] : [arrow.from]),
  ]);
  if (arrow?.kind === 'arrives') taken.add(arrow.to);
  const next = layout.lanes.find((lane) => lane > node && taken.has(lane));
  const end = next === undefined ? endOfLanes(layout) : columnOf(next, layout);
  const isTight = arrow !== null && isPointedAt(node, arrow) && next === arrow.from;
  const gap = isTight ? 0 : 1;
  return end - column - gap - headAt(node, next, arrow);
}

function isPointedAt(node: NodeId, arrow: Arrow): boolean {
  return arrow.kind === 'arrives' && arrow.to === node;
}

/** An arrow's head stands behind the cell that it points at from the right, else before it. */
function headAt(node: NodeId, next: NodeId | undefined, arrow: Arrow | null): number {
  if (arrow?.kind !== 'arrives') return 0;
  if (arrow.to === node) return arrow.from > node ? 1 : 0;
  if (arrow.from > node || next !== arrow.to) return 0;
  // A cell on its way has a blank behind it.
  return arrow.from === node ? 1 : 2;
}

function labelIn(row: Row, arrow: Arrow, layout: Layout): string {
  const leader = leaderIn(row, arrow);
  const label = leader === null ? arrow.label : `${leader} ${arrow.label}`;
  return lettersWithin(label, roomAt(arrow.from, row, layout));
}

/** Whoever sends as leader, and has a cell. */
function leaderIn({ cells }: Row, { from }: Arrow): string | null {
  return cells.find(({ node, look }) => node === from && look === 'leader')?.text ?? null;
}

function drawArrow(strip: Strip, row: Row, arrow: Arrow, layout: Layout): void {
  const start = columnOf(arrow.from, layout);
  const label = labelIn(row, arrow, layout);
  const labelEnd = start + columnsOf(label);
  strip.put(start, label, 'plain');
  const leader = leaderIn(row, arrow);
  if (leader !== null && label.startsWith(leader)) strip.put(start, leader, 'leader');
  if (arrow.kind === 'lost') {
    const [only, ...others] = arrow.to;
    const target = only !== undefined && others.length === 0 ? ` ${nodeName(only)}` : '';
    strip.put(labelEnd, ` ─✕${target}`, 'fault');
    return;
  }
  const end = columnOf(arrow.to, layout);
  if (end > start) {
    strip.rule(labelEnd + 1, end - 3, 'quiet');
    strip.put(end - 2, '►', 'quiet');
    return;
  }
  const cell = row.cells.find(({ node }) => node === arrow.to);
  const room = roomAt(arrow.to, row, layout);
  const width = columnsOf(piecesWithin(cell?.text ?? '', room));
  const head = end + (width < room ? width + 1 : width);
  strip.put(head, '◄', 'quiet');
  strip.rule(head + 1, start - 2, 'quiet');
}

/** As many pieces as fit, and a mark if that is not all: half a vote would be worse than none. */
function piecesWithin(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const pieces = text.split(/ (?!\d)/);
  while (pieces.length > 1) {
    pieces.pop();
    const shown = pieces.join(' ') + CUT;
    if (columnsOf(shown) <= columns) return shown;
  }
  // Where a node stands now matters more than where it stood.
  const [first = ''] = pieces;
  const now = first.replace(/^.*→/, '→') + CUT;
  return columnsOf(now) <= columns ? now : lettersWithin(first, columns);
}

function lettersWithin(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  return columns < 1 ? '' : text.slice(0, columns - 1).trimEnd() + CUT;
}
