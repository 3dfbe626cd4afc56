/** "Without it: passes": for each decision of a run, what remains of it if that one is left out. */
import type { FindingReport } from '../terminal/finding-report.ts';
import { performedDecisions } from '../story/decisions.ts';
import type { Story } from '../story/row.ts';
import { heard, text } from './parts/html.ts';
import type { Trial } from './supplement.ts';

const DOT_WIDTH = 22;
const MIDDLE = 11;

/**
 * A strip for each decision of a schedule, if the run was performed without it; nothing for a
 * scenario: its faults are listed above.
 */
export function trialsPart(
  { finding, trace }: FindingReport,
  story: Story,
  trials: readonly Trial[],
): readonly string[] {
  const { run, ablation } = finding;
  if (run.kind === 'scenario' || trials.length === 0) return [];
  const steps = new Map(
    performedDecisions(trace, run).map(({ part, lines }) => {
      return [part, story.rowOf(lines.at(-1)?.step ?? 0)] as const;
    }),
  );
  const rows = ablation.map(({ part, needed }) => {
    const impossible = trials.find((trial) => trial.part === part)?.impossible ?? [];
    return rowOf({ part, needed, impossible, steps, length: run.decisions.length });
  });
  return [
    '<section class="trials" aria-labelledby="trials-title">',
    '<h2 id="trials-title">Without one step</h2>',
    `<table class="kept"><thead><tr><th scope="col">left out</th><th scope="col">what remains` +
      '</th><th scope="col">then the claim</th></tr></thead>',
    `<tbody>${rows.join('\n')}</tbody></table>`,
    '<p class="note">● happens as before, ○ can no longer happen, ✕ left out.</p>',
    '</section>',
  ];
}

interface Strip {
  readonly part: number;
  readonly needed: boolean;
  readonly impossible: readonly number[];
  /** The step that shows each decision. */
  readonly steps: ReadonlyMap<number, number | null>;
  readonly length: number;
}

function rowOf({ part, needed, impossible, steps, length }: Strip): string {
  const step = steps.get(part) ?? null;
  const name = step === null ? `decision ${part + 1}` : `<a href="#step=${step}">step ${step}</a>`;
  const lost = impossible.map((other) => steps.get(other) ?? other + 1);
  const words = lost.length === 0 ? '' : heard(`without steps ${lost.join(', ')}`);
  const outcome = needed ? '✔ holds: it is needed' : '✖ breaks all the same';
  return (
    `<tr><th scope="row">${name}</th><td>${strip(part, impossible, length)}${words}</td>` +
    `<td>${text(outcome)}</td></tr>`
  );
}

function strip(part: number, impossible: readonly number[], length: number): string {
  const dots = Array.from({ length }, (_, place) => {
    const x = MIDDLE + place * DOT_WIDTH;
    if (place === part) return `<path class="left-out" d="M${x - 5} 6l10 10m-10 0l10-10"/>`;
    const look = impossible.includes(place) ? 'impossible' : 'dot';
    return `<circle class="${look}" cx="${x}" cy="${MIDDLE}" r="5"/>`;
  });
  const width = length * DOT_WIDTH;
  return (
    `<svg width="${width}" height="22" aria-hidden="true">` +
    `<path class="thread" d="M0 ${MIDDLE}H${width}"/>${dots.join('')}</svg>`
  );
}
