/** The story as a sequence diagram of Mermaid. */
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { ReportStream } from '../events/report-line.ts';
import { foldRows } from '../story/fold.ts';
import { printable } from '../../trace/printable.ts';
import type { Row } from '../story/row.ts';

/** More take Mermaid seconds to draw, and readers give up before. */
const MESSAGES_MAX = 60;
const TEXT_MAX = 120;

/** The lines of the diagram, without a fence around them. */
export function mermaidLines({ finding, steps }: ReportStream): readonly string[] {
  const { lanes, property, observed } = finding;
  const shown = foldRows(steps, steps.length <= MESSAGES_MAX);
  const lines = shown.flatMap((fold) =>
    fold.kind === 'row' ? stepLines(fold.row, lanes) : [noteLine(lanes, `${fold.count} steps`)],
  );
  return [
    'sequenceDiagram',
    ...lanes.map((node) => `participant ${nodeName(node)}`),
    ...lines,
    noteLine(lanes, `${property} is violated: ${observed}`),
  ];
}

function stepLines(
  { number, mark, arrow, cells, text }: Row,
  lanes: readonly NodeId[],
): readonly string[] {
  const sign = mark === null ? '' : mark === 'violation' ? ' ✖' : ' ▸';
  const label = diagramText(`${number}${sign} ${text}`);
  if (arrow === null) {
    const own = lanes.filter((node) => cells.some((cell) => cell.node === node));
    return [noteLine(own.length === 0 || mark === 'violation' ? lanes : own, label)];
  }
  const from = nodeName(arrow.from);
  if (arrow.kind === 'lost') {
    return arrow.to.map((node) => `${from}--x${nodeName(node)}: ${label}`);
  }
  const message = `${from}->>${nodeName(arrow.to)}: ${label}`;
  const now = cells.find(({ node }) => node === arrow.to);
  return now === undefined ? [message] : [message, noteLine([arrow.to], now.text)];
}

/** Over one lane, or from the first to the last of several. */
function noteLine(lanes: readonly NodeId[], text: string): string {
  const [first = 1] = lanes;
  const last = lanes.at(-1) ?? first;
  const over = first === last ? nodeName(first) : `${nodeName(first)},${nodeName(last)}`;
  return `Note over ${over}: ${diagramText(text)}`;
}

/** A semicolon ends a statement, `#` begins an entity, `%%` a comment, and tags are tags. */
function diagramText(text: string): string {
  const plain = printable(text)
    .replace(/[;#]/g, ',')
    .replaceAll('%%', '%')
    .replace(/[<>&`]/g, '?')
    .trim();
  const letters = [...plain];
  return letters.length > TEXT_MAX ? `${letters.slice(0, TEXT_MAX).join('')}…` : plain;
}
