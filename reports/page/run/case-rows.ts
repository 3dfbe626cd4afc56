/** Cases as rows of a table: what was judged, and what came of it. */
import type { CaseLine, TargetLine } from '../../events/run-line.ts';
import { grouped } from '../../terminal/numbers.ts';
import { magnitudeBar, type Part } from './charts.ts';
import { heard, text } from '../parts/html.ts';

/** What became of a property, whatever was expected of it. */
export type Fate = 'held' | 'broken' | 'undecided' | 'idle';

const SIGNS: Readonly<Record<Fate, string>> = {
  held: '✔',
  broken: '✖',
  undecided: '?',
  idle: '–',
};

const FATES = Object.keys(SIGNS) as readonly Fate[];

/** A search leaves properties undecided; a hunt may never put them to the test. */
function fateName(fate: Fate, { exercised }: TargetLine): string {
  if (fate === 'held' || fate === 'broken') return fate;
  const isHunt = Object.keys(exercised).length > 0;
  return fate === 'idle' && isHunt ? 'never exercised' : 'not decided';
}

/** A known defect that broke its property passed, and the property is broken all the same. */
export function fateOf(line: CaseLine, target: TargetLine): Fate {
  const { property, outcome, finding } = line;
  const runs = property === null ? 0 : (target.brokenRuns?.[property] ?? 0);
  if (runs > 0 || finding !== null) return 'broken';
  if (outcome === 'failure') return property === target.breaks ? 'held' : 'broken';
  if (outcome === 'error') return 'undecided';
  return outcome === 'skipped' ? 'idle' : 'held';
}

/** How many properties came to what. */
export function fatesOf(lines: readonly CaseLine[], target: TargetLine): readonly Part[] {
  const fates = lines.map((line) => fateOf(line, target));
  return FATES.map((fate) => {
    const count = fates.filter((one) => one === fate).length;
    return { name: fateName(fate, target), count, look: fate };
  });
}

/** A row for each property, with how often it was exercised; below it, how it broke. */
export function propertyTable(lines: readonly CaseLine[], target: TargetLine): string {
  const counts = Object.values(target.exercised);
  const hasCounts = counts.length > 0;
  const most = Math.max(1, ...counts);
  const rows = lines.map((line) => {
    const fate = fateOf(line, target);
    const count = target.exercised[line.property ?? ''] ?? 0;
    const exercised = hasCounts
      ? `<td class="count">${grouped(count)}</td><td>${magnitudeBar(count, most)}</td>`
      : '';
    const isTold = fate === 'broken' || fate === 'undecided';
    const message = `<td colspan="3" class="says">${text(line.message)}</td>`;
    const says = isTold ? `<tr class="more fails"><td></td>${message}</tr>` : '';
    return (
      `<tr class="${ROW_LOOKS[fate]}"><td class="sign ${fate}">${SIGNS[fate]}` +
      `${heard(fateName(fate, target))}</td><th scope="row">${text(line.name)}</th>${exercised}` +
      `</tr>${says}`
    );
  });
  const exercised = hasCounts ? '<th scope="col" colspan="2">exercised</th>' : '';
  return scrolled(
    'Properties',
    `<thead><tr><td></td><th scope="col">property</th>${exercised}</tr></thead>` +
      `<tbody>${rows.join('\n')}</tbody>`,
  );
}

const ROW_LOOKS: Readonly<Record<Fate, string>> = {
  held: 'holds',
  broken: 'fails',
  undecided: 'fails',
  idle: 'idle',
};

const OUTCOME_SIGNS: Readonly<Record<CaseLine['outcome'], readonly [string, Fate]>> = {
  passed: ['✔', 'held'],
  failure: ['✖', 'broken'],
  error: ['?', 'undecided'],
  skipped: ['–', 'idle'],
};

/** Cases as they were judged, whatever they are of. */
export function caseTable(lines: readonly CaseLine[]): string {
  const rows = lines.map(({ suite, name, outcome, message }) => {
    const [sign, look] = OUTCOME_SIGNS[outcome];
    return (
      `<tr class="${ROW_LOOKS[look]}"><td class="sign ${look}">${sign}${heard(outcome)}</td>` +
      `<th scope="row">${text(name)}</th><td>${text(suite)}</td>` +
      `<td class="says">${text(message)}</td></tr>`
    );
  });
  return scrolled(
    'Cases',
    '<thead><tr><td></td><th scope="col">case</th><th scope="col">of</th>' +
      `<th scope="col">what happened</th></tr></thead><tbody>${rows.join('\n')}</tbody>`,
  );
}

/** A table that may be wider than its reader's screen. */
export function scrolled(name: string, html: string): string {
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${text(name)}">` +
    `<table>${html}</table></div>`
  );
}
