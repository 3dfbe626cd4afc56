/** Known defects and controls on the page of a run: which were found, and how soon. */
import type { TargetLine } from '../../events/run-line.ts';
import { duration, grouped } from '../../terminal/numbers.ts';
import { magnitudeBar, partsBar } from './charts.ts';
import { heard, text } from '../parts/html.ts';
import { scrolled } from './case-rows.ts';

export function canariesPart(targets: readonly TargetLine[]): string {
  const [mutants, controls] = [true, false].map((isMutant) => {
    return targets.filter(({ breaks }) => (breaks !== null) === isMutant);
  });
  return [
    '<section aria-labelledby="canaries-title">',
    '<h2 id="canaries-title">Canaries</h2>',
    ...half('Known defects', 'found', 'missed', mutants ?? []),
    ...half('Controls', 'left alone', 'falsely accused', controls ?? []),
    '</section>',
  ].join('\n');
}

function half(
  title: string,
  fine: string,
  bad: string,
  targets: readonly TargetLine[],
): readonly string[] {
  if (targets.length === 0) return [];
  const isFine = targets.filter(({ asExpected }) => asExpected).length;
  const parts = [
    { name: fine, count: isFine, look: 'held' },
    { name: bad, count: targets.length - isFine, look: 'broken' },
  ] as const;
  return [
    `<h3>${title}: ${isFine} of ${targets.length} ${fine}</h3>`,
    partsBar(parts),
    tableOf(title, targets),
  ];
}

function tableOf(title: string, targets: readonly TargetLine[]): string {
  const most = Math.max(1, ...targets.map(({ figures }) => figures['runsToKill'] ?? 0));
  const rows = targets.map(({ target, asExpected, text: what, figures, wallMs }) => {
    const { runsToKill, length } = figures;
    const [look, sign, word] = asExpected
      ? ['held', '✔', 'as expected']
      : ['broken', '✖', 'not as expected'];
    const rowLook = asExpected ? 'holds' : 'fails';
    const runs =
      runsToKill === undefined
        ? '<td class="count"></td><td></td>'
        : `<td class="count">${grouped(runsToKill)}</td><td>${magnitudeBar(runsToKill, most)}</td>`;
    return (
      `<tr class="${rowLook}"><td class="sign ${look}">${sign}${heard(word)}</td>` +
      `<th scope="row">${text(target)}</th>${runs}<td class="count">${length ?? ''}</td>` +
      `<td class="count">${duration(wallMs)}</td><td class="says">${text(what)}</td></tr>`
    );
  });
  return scrolled(
    title,
    '<thead><tr><td></td><th scope="col">name</th><th scope="col" colspan="2">found in run</th>' +
      '<th scope="col" class="count">length</th><th scope="col" class="count">took</th>' +
      `<th scope="col">what happened</th></tr></thead><tbody>${rows.join('\n')}</tbody>`,
  );
}
