/** A finding for people: gathers what its report shows. */
import { specOf } from '../faults/catalogue.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { renderFinding } from '../reports/terminal/finding.ts';
import { PLAIN_STYLE, type Style } from '../reports/terminal/style.ts';

/** What has to be known beside what the finding itself says. */
export type Told = Omit<FindingReport, 'claim' | 'actions' | 'isFull'>;

/** The report for a terminal. */
export function reportText(told: Told, isFull: boolean, style: Style): string {
  return renderFinding({ ...contentOf(told), isFull }, style);
}

/** The report for a file: all rows, no colour, and nothing that is true only today. */
export function reportFile(told: Told): string {
  const lasting = { ...contentOf(told), isFull: true, isNew: false, isRegressed: false };
  return renderFinding(lasting, PLAIN_STYLE);
}

/** Everything that a report of a finding is made of. */
export function contentOf(told: Told): Omit<FindingReport, 'isFull'> {
  const { run, property } = told.finding;
  const actions = run.kind === 'scenario' ? run.actions : [];
  return {
    ...told,
    claim: propertyNamed(property).claim,
    actions: actions.map((action) => {
      const spec = specOf(action);
      return { letter: spec.letter, text: spec.describe(action, run.nodes) };
    }),
  };
}
