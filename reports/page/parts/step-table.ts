/** The steps of a run as one table: diagram and sentences share its rows. */
import { nodeName } from '../../../trace/view.ts';
import type { ShownRun } from '../../story/shown-run.ts';
import { label } from '../../svg/row-shapes.ts';
import { heard } from './html.ts';
import { layoutOf, plainStepRow, stepRow, type RowLayout } from './step-row.ts';

/** All of them. */
export function stepTable(run: ShownRun): string {
  const layout = layoutOf(run);
  const rows = run.steps.map((step, place) => {
    return stepRow(step, run.steps[place - 1]?.row ?? null, layout);
  });
  return tableOf(layout, rows.join(''));
}

/** All of them in words alone: the script draws them once it runs. */
export function plainStepTable({ steps, hasClock }: ShownRun): string {
  const rows = steps.map((step) => plainStepRow(step, hasClock));
  const time = hasClock ? '<th scope="col">ms' : '';
  return (
    `<table class="steps plain"><thead><tr><th scope="col">step${time}` +
    `<th scope="col">what happens</thead>\n<tbody id="rows">\n${rows.join('')}</tbody></table>`
  );
}

/** Around rows that are given: `id` for the part that a script may fill anew. */
export function tableOf(layout: RowLayout, rows: string): string {
  const time = layout.hasClock ? '<th scope="col" class="time">ms</th>' : '';
  const names = layout.nodes.map((node, place) => {
    return label(layout.middleOf(place) - 8, 18, 'name', nodeName(node));
  });
  const heads =
    `<td class="mark"></td><th scope="col" class="number">step</th>${time}` +
    `<th scope="col" class="lanes">${heard('diagram')}` +
    `<svg class="row" aria-hidden="true">${looksOf(layout)}${names.join('')}</svg></th>` +
    (layout.hasChance ? '<th scope="col" class="chance">chance</th>' : '') +
    '<th scope="col" class="words">what happens</th>';
  return (
    `<table class="steps"><thead><tr>${heads}</tr></thead>\n` +
    `<tbody id="rows">\n${rows}</tbody></table>`
  );
}

/** Most rows have the same lanes: they are drawn once, and each row refers to them. */
function looksOf({ looks }: RowLayout): string {
  const groups = [...looks].map(([shapes, place]) => `<g id="lanes-${place}">${shapes}</g>`);
  return `<defs>${groups.join('')}</defs>`;
}
