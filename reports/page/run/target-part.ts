/** One target on the page of a run: what came of it, and whether that means much. */
import type { CaseLine, TargetLine } from '../../events/run-line.ts';
import { duration, grouped } from '../../terminal/numbers.ts';
import { magnitudeBar, partsBar, partsText, shareBar } from './charts.ts';
import { growthCurve } from './growth-curve.ts';
import { capital, item, text } from '../parts/html.ts';
import { fatesOf, propertyTable, scrolled } from './case-rows.ts';

export function targetPart(target: TargetLine, cases: readonly CaseLine[], place: number): string {
  const properties = cases.filter(({ property }) => property !== null);
  const sign = target.asExpected ? '<span class="held">✔' : '<span class="broken">✖';
  const fates = fatesOf(properties, target);
  const id = `target-${place + 1}`;
  return [
    `<section aria-labelledby="${id}">`,
    `<h2 id="${id}">${sign}</span> <code>${text(target.target)}</code></h2>`,
    `<p class="outcome">${text(capital(target.text))}.</p>`,
    '<dl>',
    item('Took', duration(target.wallMs)),
    ...(target.worth ?? []).map((one) => item(one.name, `${text(capital(one.text))}.`)),
    item('Setting', `<code>${text(target.setting)}</code>`),
    '</dl>',
    '<div class="columns">',
    '<div>',
    ...(properties.length === 0
      ? []
      : [
          '<h3>Properties</h3>',
          partsBar(fates),
          `<p class="note">${text(partsText(fates))}.</p>`,
          propertyTable(properties, target),
          ...(Object.keys(target.exercised).length === 0 ? [] : [LOGARITHMIC]),
        ]),
    '</div><div>',
    ...meaningPart(target),
    ...faultsPart(target),
    ...coveragePart(target),
    '</div>',
    '</div>',
    '</section>',
  ].join('\n');
}

const LOGARITHMIC = '<p class="note">Bars are logarithmic: counts differ by powers of ten.</p>';

/** Whether there was anything to be judged: a run without a leader proves nothing. */
function meaningPart({ figures }: TargetLine): readonly string[] {
  const { runs = 0, runsWithLeader, leaders = 0, splitVotes = 0 } = figures;
  if (runsWithLeader === undefined || runs === 0) return figuresPart(figures);
  const elected = runsWithLeader / runs;
  const perRun = (count: number): string => (count / runs).toFixed(1);
  const rows = [
    row('timed runs', grouped(runs)),
    row('with a leader', `${(100 * elected).toFixed(1)} %`, shareBar(elected)),
    row('leaders per run', perRun(leaders)),
    row('split votes per run', perRun(splitVotes)),
    ...['adversarialRuns', 'decisions', 'events', 'failedRuns', 'inconclusiveRuns'].flatMap(
      (name) => (figures[name] === undefined ? [] : [row(named(name), grouped(figures[name]))]),
    ),
  ];
  return block('Content of the runs', rows);
}

function figuresPart(figures: TargetLine['figures']): readonly string[] {
  const rows = Object.entries(figures).map(([name, count]) => row(named(name), grouped(count)));
  return rows.length === 0 ? [] : block('Figures', rows);
}

/** Every kind, the zeros too: what never happened was not tested. */
function faultsPart({ faults }: TargetLine): readonly string[] {
  const counts = Object.entries(faults);
  if (counts.length === 0) return [];
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const rows = counts.map(([name, count]) => {
    const shown = count === 0 ? 'never' : grouped(count);
    return row(named(name), shown, magnitudeBar(count, most), count === 0);
  });
  return block('Faults that happened', rows, LOGARITHMIC);
}

function coveragePart({ growth = [] }: TargetLine): readonly string[] {
  const curve = growthCurve(growth);
  return curve === '' ? [] : [`<h3>Coverage</h3>${curve}`];
}

function row(name: string, count: string, bar = '', isIdle = false): string {
  const look = isIdle ? ' class="idle"' : '';
  return (
    `<tr${look}><th scope="row">${text(name)}</th><td class="count">${text(count)}</td>` +
    `<td>${bar}</td></tr>`
  );
}

function block(title: string, rows: readonly string[], note = ''): readonly string[] {
  const table = scrolled(title, `<tbody>${rows.join('\n')}</tbody>`);
  return [`<h3>${text(title)}</h3>${table}${note}`];
}

/** `crashesWithinSteps` as words. */
function named(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
