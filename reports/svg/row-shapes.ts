/** The shapes of one step within its lanes: shared by the diagram of a file and that of a page. */
import { nodeName, type NodeId } from '../../trace/view.ts';
import { xmlText } from '../story/escaped.ts';
import type { Arrow, Cell, Row } from '../story/row.ts';

/** Where the lanes stand. */
export interface Lanes {
  readonly nodes: readonly NodeId[];
  /** The middle of the lane at a place, from 0, in pixels. */
  readonly middleOf: (place: number) => number;
}

/** What is lost ends beside its sender: drawn to the far lane, it would seem to arrive. */
export function arrowShapes(row: Row, y: number, lanes: Lanes): readonly string[] {
  const { arrow, cells } = row;
  if (arrow === null) return [];
  const from = lanes.middleOf(lanes.nodes.indexOf(arrow.from));
  if (arrow.kind === 'lost') {
    const line = `<path class="arrow lost" d="M${from} ${y}h36"/>`;
    return [line, label(from + LOST_TEXT_AT, y + 4, 'lost', lostText(arrow))];
  }
  const to = lanes.middleOf(lanes.nodes.indexOf(arrow.to));
  const way = Math.sign(to - from);
  const start = from + way * reachOf(cellOf(arrow.from, cells), way, 0);
  const tip = to - way * reachOf(cellOf(arrow.to, cells), -way, 5);
  const middle = (start + tip) / 2 - (arrow.label.length * SMALL_LETTER) / 2;
  return [
    `<path class="arrow" d="M${from} ${y}H${tip}"/>`,
    `<path class="head" d="M${tip} ${y}l${-way * 8} -4v8z"/>`,
    `<circle class="dot" cx="${from}" cy="${y}" r="3"/>`,
    label(Math.round(middle), y - 4, 'quiet', arrow.label),
  ];
}

/** Where the words of a lost message begin, right of its sender's lane, in pixels. */
const LOST_TEXT_AT = 40;
/** About so wide is a letter of the small text. */
const SMALL_LETTER = 6.7;
/** A pill begins so far left of its lane. */
const PILL_LEFT = 8;

/** How far the shapes of a row reach beyond the lane of a sender, if they say what it lost. */
export function lostReach({ arrow }: Row): number {
  if (arrow?.kind !== 'lost') return 0;
  return LOST_TEXT_AT + lostText(arrow).length * SMALL_LETTER;
}

function lostText({ to, label: what }: Extract<Arrow, { kind: 'lost' }>): string {
  return `✕ ${to.map(nodeName).join(', ')} ${what}`;
}

function cellOf(node: NodeId, cells: readonly Cell[]): Cell | undefined {
  return cells.find((cell) => cell.node === node && cell.text !== '');
}

/** From a lane to the edge of the pill on it, to the right (1) or to the left (-1). */
function reachOf(cell: Cell | undefined, way: number, without: number): number {
  if (cell === undefined) return without;
  return way > 0 ? pillWidth(cell.text) - PILL_LEFT + 1 : PILL_LEFT + 1;
}

/** Where a node stands: the letter says its role, and the colour says it again. */
export function pill({ node, text, look }: Cell, y: number, lanes: Lanes): readonly string[] {
  const slot = lanes.nodes.indexOf(node);
  if (slot === -1 || text === '') return [];
  const width = pillWidth(text);
  const x = lanes.middleOf(slot) - PILL_LEFT;
  return [
    `<rect class="pill ${look}" x="${x}" y="${y - 9}" width="${width}" height="18" rx="9"/>`,
    label(x + 5, y + 4, `in ${look}`, text),
  ];
}

/** How wide a pill is that holds this text, in pixels. */
export function pillWidth(text: string): number {
  return [...text].length * 7.5 + 10;
}

export function label(x: number, y: number, look: string, text: string): string {
  return `<text class="${look}" x="${x}" y="${y}">${xmlText(text)}</text>`;
}
