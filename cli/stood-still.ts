/** Code of the target that did not come back, as people and as scripts read it. */
import { stoodStillText, type StoodStill } from '../campaign/threads/stood-still.ts';
import { paragraph, printPage, span } from '../reports/terminal/page.ts';
import type { Style } from '../reports/terminal/style.ts';

/** The property that it breaks. */
const PROPERTY = 'never-throws';

/** A block of its own: `remarks` are labels with their texts, of which empty ones are left out. */
export function renderStoodStill(
  stood: StoodStill,
  remarks: Readonly<Record<string, string>>,
  style: Style,
): string {
  const { target, nodes } = stood;
  const headline = paragraph(
    [span(` ✖ ${target}  `, 'broken')],
    `broke ${PROPERTY}: ${stoodStillText(stood)}`,
    'strong',
  );
  const all = { Cluster: nodes === null ? '' : `${nodes} nodes`, ...remarks };
  const lines = Object.entries(all).flatMap(([label, text]) =>
    text === '' ? [] : paragraph([span(`   ${label.padEnd(11)}`, 'quiet')], text),
  );
  return `${printPage([...headline, ...lines], style)}\n`;
}

/** The same as one line, for lists. */
export function stoodStillLine(stood: StoodStill): string {
  return `breaks ${PROPERTY}: ${stoodStillText(stood)}`;
}

/** The part of `--json` about it. */
export function stoodStillJson(stood: StoodStill): object {
  const { node, step, nodes, reason, limitMs } = stood;
  return { property: PROPERTY, node, step, nodes, reason, limitMs, text: stoodStillText(stood) };
}
