/** "Without it: passes": for each part of a run, what remains of it if that one is left out. */
import type { FindingReport } from '../terminal/finding-report.ts';
import { performedDecisions } from '../story/decisions.ts';
import { keptActions, type KeptAction } from '../story/kept-actions.ts';
import type { Story } from '../story/row.ts';
import { heard, text } from './parts/html.ts';
import type { Trial } from './supplement.ts';

const DOT_WIDTH = 22;
const MIDDLE = 11;

/**
 * A strip for each decision of a schedule, if the run was performed without it; of a scenario, for
 * each action but the passing of time.
 */
export function trialsPart(
  { finding, trace, actions }: FindingReport,
  story: Story,
  trials: readonly Trial[],
): readonly string[] {
  const { run, ablation } = finding;
  if (run.kind === 'schedule' && trials.length === 0) return [];
  const parts =
    run.kind === 'schedule'
      ? decisionParts(performedDecisions(trace, run), story)
      : keptActions(run, actions, ablation).map(actionPart);
  const tried = ablation.filter(({ part }) => parts.some(({ place }) => place === part));
  if (tried.length === 0) return [];
  const rows = tried.map(({ part, needed }) => {
    const impossible = trials.find((trial) => trial.part === part)?.impossible ?? [];
    return rowOf({ part, needed, impossible, parts });
  });
  const title = run.kind === 'schedule' ? 'Without one step' : 'Without one action';
  return [
    '<section class="trials" aria-labelledby="trials-title">',
    `<h2 id="trials-title">${title}</h2>`,
    `<table class="kept"><thead><tr><th scope="col">left out</th><th scope="col">what remains` +
      '</th><th scope="col">then the claim</th></tr></thead>',
    `<tbody>${rows.join('\n')}</tbody></table>`,
    '<p class="note">● happens as before, ○ can no longer happen, ✕ left out.</p>',
    '</section>',
  ];
}

/** Something that can be left out. */
interface Part {
  /** Among the decisions or the actions of the run, from 0. */
  readonly place: number;
  /** HTML. */
  readonly name: string;
  /** What it is called where others are left out. */
  readonly mention: string;
}

function decisionParts(
  performed: ReturnType<typeof performedDecisions>,
  story: Story,
): readonly Part[] {
  return performed.map(({ part: place, lines }): Part => {
    const step = story.rowOf(lines.at(-1)?.step ?? 0);
    const name =
      step === null ? `decision ${place + 1}` : `<a href="#step=${step}">step ${step}</a>`;
    return { place, name, mention: `step ${step ?? place + 1}` };
  });
}

function actionPart({ id, text: does, part: place }: KeptAction): Part {
  return { place, name: `<b>${id}</b> ${text(does)}`, mention: id };
}

interface Strip {
  readonly part: number;
  readonly needed: boolean;
  readonly impossible: readonly number[];
  readonly parts: readonly Part[];
}

function rowOf({ part, needed, impossible, parts }: Strip): string {
  const name = parts.find(({ place }) => place === part)?.name ?? '';
  const lost = parts.filter(({ place }) => impossible.includes(place));
  const mentions = lost.map(({ mention }) => mention).join(', ');
  const words = lost.length === 0 ? '' : heard(`without ${mentions}`);
  const outcome = needed ? '✔ holds: it is needed' : '✖ breaks all the same';
  return (
    `<tr><th scope="row">${name}</th><td>${strip(part, impossible, parts)}${words}</td>` +
    `<td>${text(outcome)}</td></tr>`
  );
}

function strip(part: number, impossible: readonly number[], parts: readonly Part[]): string {
  const dots = parts.map(({ place }, index) => {
    const x = MIDDLE + index * DOT_WIDTH;
    if (place === part) return `<path class="left-out" d="M${x - 5} 6l10 10m-10 0l10-10"/>`;
    const look = impossible.includes(place) ? 'impossible' : 'dot';
    return `<circle class="${look}" cx="${x}" cy="${MIDDLE}" r="5"/>`;
  });
  const width = parts.length * DOT_WIDTH;
  return (
    `<svg width="${width}" height="22" aria-hidden="true">` +
    `<path class="thread" d="M0 ${MIDDLE}H${width}"/>${dots.join('')}</svg>`
  );
}
