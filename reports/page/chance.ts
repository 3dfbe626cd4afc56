/** The chance of the violation, beside the steps after which it was sampled. */
import type { FindingReport } from '../terminal/finding-report.ts';
import { performedDecisions } from '../story/decisions.ts';
import type { Story } from '../story/row.ts';
import type { Share, ShownRun } from '../story/shown-run.ts';
import { percent } from './parts/step-row.ts';
import type { Chance, ChancePoint } from './supplement.ts';

/** The same run with the chance after each step that shows a decision. */
export function withChance(
  run: ShownRun,
  story: Story,
  { finding, trace }: FindingReport,
  chance: Chance | null,
): ShownRun {
  if (chance === null || finding.run.kind === 'scenario') return run;
  const byStep = new Map(
    performedDecisions(trace, finding.run).map(({ part, lines }) => {
      const point = chance.points.find(({ after }) => after === part + 1);
      return [story.rowOf(lines.at(-1)?.step ?? 0), point] as const;
    }),
  );
  const steps = run.steps.map((step) => {
    const point = byStep.get(step.row.number);
    return point === undefined ? step : { ...step, chance: shareOf(point, chance) };
  });
  return { ...run, steps };
}

function shareOf({ broken, low, high }: ChancePoint, { runs }: Chance): Share {
  return { share: broken / runs, low, high };
}

/** How the chance came about: without that, a percentage says nothing. */
export function chanceNote(chance: Chance | null): readonly string[] {
  const start = chance?.points[0];
  if (chance === null || start === undefined) return [];
  const { runs, decisions, seed } = chance;
  return [
    `<p class="note">Chance: of ${runs} random runs that go on from each step, for up to ` +
      `${decisions} decisions, this share breaks the claim (bar: 95 % interval; seed ${seed}). ` +
      `Before the first step it is ${percent(start.broken / runs)}.</p>`,
  ];
}
