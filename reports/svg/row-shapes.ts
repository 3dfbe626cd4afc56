/** The shapes of one step within its lanes: shared by the diagram of a file and that of a page. */
import { nodeName, type NodeId } from '../../trace/view.ts';
import { xmlText } from '../story/escaped.ts';
import type { Cell, Row } from '../story/row.ts';

/** Where the lanes stand. */
export interface Lanes {
  readonly nodes: readonly NodeId[];
  /** The middle of the lane at a place, from 0, in pixels. */
  readonly middleOf: (place: number) => number;
}

/** What is lost ends beside its sender: drawn to the far lane, it would seem to arrive. */
export function arrowShapes({ arrow }: Row, y: number, lanes: Lanes): readonly string[] {
  if (arrow === null) return [];
  const from = lanes.middleOf(lanes.nodes.indexOf(arrow.from));
  if (arrow.kind === 'lost') {
    const whom = arrow.to.map(nodeName).join(', ');
    const line = `<path class="arrow lost" d="M${from} ${y}h36"/>`;
    return [line, label(from + 40, y + 4, 'lost', `✕ ${whom} ${arrow.label}`)];
  }
  const to = lanes.middleOf(lanes.nodes.indexOf(arrow.to));
  const way = Math.sign(to - from);
  const tip = to - way * 5;
  const head = `M${tip} ${y}l${-way * 8} -4v8z`;
  return [
    `<path class="arrow" d="M${from} ${y}H${tip}"/>`,
    `<path class="head" d="${head}"/>`,
    `<circle class="dot" cx="${from}" cy="${y}" r="3"/>`,
    label(from + way * 14 - (way < 0 ? 16 : 0), y - 4, 'quiet', arrow.label),
  ];
}

/** Where a node stands: the letter says its role, and the colour says it again. */
export function pill({ node, text, look }: Cell, y: number, lanes: Lanes): readonly string[] {
  const slot = lanes.nodes.indexOf(node);
  if (slot === -1 || text === '') return [];
  const width = pillWidth(text);
  const x = lanes.middleOf(slot) - 8;
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
