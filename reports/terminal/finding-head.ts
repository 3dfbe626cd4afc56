/** The upper half of a finding's report: the thirty seconds. */
import type { Witness } from '../../properties/property.ts';
import type { Story } from '../story/row.ts';
import type { FindingReport } from './finding-report.ts';
import { paragraph, span, widthOf, type Line } from './page.ts';

/** What broke, and under which id it is known: one line if it fits, else two. */
export function headlines(
  { finding, claim, isNew, isRegressed = false }: FindingReport,
  columns: number,
): readonly Line[] {
  const mark = span(` ✖ ${finding.property}`, 'broken');
  const left = [mark, span(`  ${claim}`, 'strong')];
  const right = [
    span(`${finding.target}  `),
    span(`finding ${finding.id}`, 'quiet'),
    span(isRegressed ? '  REGRESSED' : isNew ? '  NEW' : '', 'strong'),
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
  const time = hasClock ? `, ${witness.timeMs} ms` : '';
  const place = last === undefined ? '' : ` (detected at step ${last.number}${time})`;
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
  const rows = because.map((clause) => story.rowOfClause(clause));
  const digits = Math.max(2, ...rows.map((row) => String(row ?? '').length));
  return because.flatMap(({ text }, index) => {
    const row = rows[index] ?? null;
    const isSame = index > 0 && rows[index - 1] === row;
    const label = index === 0 ? '   Evidence ' : '            ';
    const place = `step ${String(row).padStart(digits)}  `;
    const at = row === null ? '' : isSame ? ' '.repeat(place.length) : place;
    return paragraph([span(label, 'quiet'), span(at, 'strong')], text);
  });
}
