/** The upper half of a finding's report: the thirty seconds. */
import type { Witness } from '../../properties/property.ts';
import type { Shrinking } from '../../search/finding.ts';
import type { KeptAction } from '../story/kept.ts';
import type { Story } from '../story/row.ts';
import type { FindingReport } from './finding-report.ts';
import { PAGE_COLUMNS, paragraph, span, widthOf, wrap, type Line } from './page.ts';

/** What broke, and under which id it is known: one line if it fits, else two. */
export function headlines({ finding, claim, isNew }: FindingReport): readonly Line[] {
  const left = [span(` ✖ ${finding.property}`, 'broken'), span(`  ${claim}`, 'strong')];
  const right = [
    span(`${finding.target}  `),
    span(`finding ${finding.id}`, 'quiet'),
    span(isNew ? '  NEW' : '', 'strong'),
  ];
  const gap = PAGE_COLUMNS - widthOf(left) - widthOf(right);
  if (gap >= 2) return [[...left, span(' '.repeat(gap)), ...right]];
  return [left, [span('   '), ...right]];
}

/** What contradicts the claim, and the steps that led there. */
export function whyLines(
  witness: Witness,
  story: Story,
  hints: readonly string[],
): readonly Line[] {
  const last = story.rows.at(-1);
  const place = last === undefined ? '' : `, at step ${last.number} (${witness.timeMs} ms)`;
  const observed = witness.observed.replace(/\.$/, '');
  return [
    ...wrap(`${observed}${place}.`, PAGE_COLUMNS - 3).map((text) => [span(`   ${text}`, 'strong')]),
    ...witness.because.flatMap(({ step, text }, index) => {
      const row = story.rowOf(step);
      const earlier = witness.because[index - 1];
      const isSame = earlier !== undefined && story.rowOf(earlier.step) === row;
      const label = index === 0 ? '   Because  ' : '            ';
      const place = `step ${String(row).padStart(2)}  `;
      const at = row === null ? '' : isSame ? ' '.repeat(place.length) : place;
      return paragraph([span(label, 'quiet'), span(at, 'strong')], text);
    }),
    ...hints.flatMap((hint, index) =>
      paragraph([span(index === 0 ? '   Cause    ' : '            ', 'quiet')], hint, 'strong'),
    ),
  ];
}

/** From the run that was found to the one that is shown. */
export function shrunkLines({ original, shrunk, executions, result }: Shrinking): readonly Line[] {
  const change = (noun: string, from: number, to: number): string =>
    from === to ? `${noun} ${to}` : `${noun} ${from} → ${to}`;
  const parts = [
    change('actions', original.actions, shrunk.actions),
    change('events', original.events, shrunk.events),
    change('nodes', original.nodes, shrunk.nodes),
    change('ms', original.simulatedMs, shrunk.simulatedMs),
    `${executions} runs`,
    result === '1-minimal' ? '1-minimal' : 'budget used up',
  ];
  return paragraph([span('   Shrunk   ', 'quiet')], parts.join('   '));
}

/** What was done to the cluster, and whether it had to be. */
export function keptLines(kept: readonly KeptAction[], elapses: number): readonly Line[] {
  const label = (index: number): Line => [
    span(index === 0 ? '   Kept     ' : '            ', 'quiet'),
  ];
  if (kept.length === 0) return paragraph(label(0), 'nothing: it happens without any fault');
  const idColumns = Math.max(...kept.map(({ id }) => id.length));
  const textColumns = Math.min(40, Math.max(...kept.map(({ text }) => text.length)));
  const between =
    elapses === 0 ? [] : [[...label(1), span(`and ${elapses} × time passing`, 'quiet')]];
  const listed = kept.flatMap((action, index) => {
    const { id, text, needed } = action;
    const [first = '', ...others] = wrap(text, textColumns);
    const when = periodOf(action);
    const trial = needed === null ? '' : needed ? 'needed (passes without)' : 'not needed';
    const indent = ' '.repeat(12 + idColumns + 2);
    return [
      [
        ...label(index),
        span(`${id.padEnd(idColumns)}  `, 'fault'),
        span(`${first.padEnd(textColumns)}  ${when.padEnd(14)}  `),
        span(trial, 'quiet'),
      ],
      ...others.map((more) => [span(`${indent}${more}`)]),
    ];
  });
  return [...listed, ...between];
}

function periodOf({ fromMs, toMs }: KeptAction): string {
  if (toMs === fromMs) return `t=${fromMs}`;
  return `t=${fromMs}…${toMs ?? 'end'}`;
}
