/** A finding as the one case of its property that failed. */
import type { FindingReport } from '../terminal/finding-report.ts';
import { renderFinding } from '../terminal/finding.ts';
import { PLAIN_STYLE } from '../terminal/style.ts';
import { junitXml } from './junit-xml.ts';

/** The report for people is the body of the failure. */
export function renderJunit(report: FindingReport): string {
  const { finding, claim } = report;
  const { target, property, id, witness } = finding;
  const outcome = {
    kind: 'failure',
    type: property,
    message: `${claim}: ${witness.observed}`,
    body: `\n${renderFinding({ ...report, isFull: true }, PLAIN_STYLE)}`,
  } as const;
  const name = `${property} (finding ${id})`;
  return junitXml([{ name: target, cases: [{ name, classname: target, outcome }] }]);
}
