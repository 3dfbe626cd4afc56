/** How little a run takes: the faults that are left, and whether each of them has to be. */
import type { KeptFaults } from '../story/kept-faults.ts';
import { columnsOf, paragraph, span, wrap, type Line } from './page.ts';

/** Columns of a label, with the margin before it. */
const LABEL_COLUMNS = 12;
const TEXT_COLUMNS_MIN = 16;
const NEEDED = 'needed (passes without)';

/** A line for each fault, then what else the run takes. */
export function keptLines({ faults, remark }: KeptFaults, columns: number): readonly Line[] {
  if (faults.length === 0) return remark === null ? [] : labelled(remark);
  const lines = listed(faults, columns);
  return remark === null ? lines : [...lines, ...paragraph(label(1), remark, 'quiet')];
}

function labelled(text: string): readonly Line[] {
  return paragraph(label(0), text);
}

function label(index: number): Line {
  return [span(index === 0 ? '   Kept     ' : '            ', 'quiet')];
}

function listed(kept: KeptFaults['faults'], columns: number): readonly Line[] {
  const idColumns = Math.max(...kept.map(({ id }) => id.length));
  const whenColumns = Math.max(...kept.map(({ when }) => when.length));
  const indentColumns = LABEL_COLUMNS + idColumns + 2;
  const room = columns - indentColumns - 2 - whenColumns - 2 - NEEDED.length;
  const longest = Math.max(...kept.map(({ text }) => columnsOf(text)));
  const textColumns = Math.min(longest, Math.max(TEXT_COLUMNS_MIN, room));
  return kept.flatMap(({ id, text, when, needed }, index) => {
    const [first = '', ...others] = wrap(text, textColumns);
    const trial = needed === null ? '' : needed ? NEEDED : 'not needed';
    const indent = ' '.repeat(indentColumns);
    const gap = ' '.repeat(Math.max(0, textColumns - columnsOf(first)));
    return [
      [
        ...label(index),
        span(`${id.padEnd(idColumns)}  `, 'fault'),
        span(`${first}${gap}  ${when.padEnd(whenColumns)}  `),
        span(trial, 'quiet'),
      ],
      ...others.map((more) => [span(`${indent}${more}`)]),
    ];
  });
}
