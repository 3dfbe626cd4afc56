/** The upper half of a finding's report: the thirty seconds. */
import type { Witness } from '../../properties/property.ts';
import type { Story } from '../story/row.ts';
import type { FindingReport } from './finding-report.ts';
import { paragraph, span, widthOf, type Line } from './page.ts';

/** What broke, and under which id it is known: one line if it fits, else two. */
export function headlines(
  { finding, claim, isNew }: FindingReport,
  columns: number,
): readonly Line[] {
  const mark = span(` ✖ ${finding.property}`, 'broken');
  const left = [mark, span(`  ${claim}`, 'strong')];
  const right = [
    span(`${finding.target}  `),
    span(`finding ${finding.id}`, 'quiet'),
    span(isNew ? '  NEW' : '', 'strong'),
  ];
  const gap = columns - widthOf(left) - widthOf(right);
  if (gap >= 2) return [[...left, span(' '.repeat(gap)), ...right]];
  return [...paragraph([mark, span('  ')], claim, 'strong'), [span('   '), ...right]];
}

/** What contradicts the claim, and the steps that led there. */
export function whyLines(
  witness: Witness,
  story: Story,
  hints: readonly string[],
  hasClock: boolean,
): readonly Line[] {
  const last = story.rows.at(-1);
  const time = hasClock ? ` (${witness.timeMs} ms)` : '';
  const place = last === undefined ? '' : `, at step ${last.number}${time}`;
  const observed = witness.observed.replace(/\.$/, '');
  return [
    ...paragraph([span('   ')], `${observed}${place}.`, 'strong'),
    ...becauseLines(witness, story),
    ...hints.flatMap((hint, index) =>
      paragraph([span(index === 0 ? '   Cause    ' : '            ', 'quiet')], hint, 'strong'),
    ),
  ];
}

function becauseLines({ because }: Witness, story: Story): readonly Line[] {
  const digits = Math.max(2, ...because.map(({ step }) => String(story.rowOf(step) ?? '').length));
  return because.flatMap(({ step, text }, index) => {
    const row = story.rowOf(step);
    const earlier = because[index - 1];
    const isSame = earlier !== undefined && story.rowOf(earlier.step) === row;
    const label = index === 0 ? '   Because  ' : '            ';
    const place = `step ${String(row).padStart(digits)}  `;
    const at = row === null ? '' : isSame ? ' '.repeat(place.length) : place;
    return paragraph([span(label, 'quiet'), span(at, 'strong')], text);
  });
}
