/** What a command has judged, for tests of reporters: cases of every kind, and two findings. */
import { reportStream } from '../../reports/events/stream.ts';
import { STREAM_VERSION as v } from '../../reports/events/report-line.ts';
import {
  summaryLine,
  type CaseLine,
  type RunReport,
  type TargetLine,
} from '../../reports/events/run-line.ts';
import { REPORTERS } from '../../reports/reporters.ts';
import { renderFinding } from '../../reports/terminal/finding.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';
import { NO_SUPPLEMENT } from '../../reports/page/supplement.ts';
import { EVIL, HOSTILE, LIVENESS, SAFETY } from './rendered.ts';

const TARGET: TargetLine = {
  ...{ v, type: 'target', target: 'mine', verdict: 'violated', asExpected: false, breaks: null },
  text: 'broke election-safety, in timed run 7',
  setting: '--seed 0x00000001',
  wallMs: 1234,
  figures: { runs: 50, adversarialRuns: 500, leaders: 87 },
  exercised: { 'election-safety': 12, progress: 0 },
  faults: { crashes: 3 },
};

function caseFor(name: string, outcome: CaseLine['outcome'], message: string): CaseLine {
  const none = { property: name, details: '', finding: null } as const;
  return { v, type: 'case', suite: 'mine', name, outcome, message, ...none };
}

function failed(report: FindingReport): CaseLine {
  const { property, id, witness } = report.finding;
  const message = `${report.claim}: ${witness.observed}`;
  const details = renderFinding({ ...report, isFull: true }, PLAIN_STYLE);
  return { ...caseFor(property, 'failure', message), details, finding: id };
}

/** As `run` would tell it, with these findings and cases beside its own. */
export function runReport(
  reports: readonly FindingReport[],
  cases: readonly CaseLine[] = [],
): RunReport {
  const start = {
    v,
    type: 'start',
    command: 'run',
    arguments: ['run', 'mine', '--seed', '1'],
    whitewater: '0.0.0',
    node: 'v20.0.0',
  } as const;
  const body = {
    start,
    findings: reports.map(reportStream),
    targets: [TARGET],
    cases: [
      ...reports.map(failed),
      caseFor('term-monotonic', 'passed', 'exercised 12 times'),
      caseFor('progress', 'skipped', 'never exercised'),
      ...cases,
    ],
  };
  return { stream: { ...body, summary: summaryLine(body, 1, false) }, reports };
}

/** A hunt that found two things, and one that broke down. */
export const FOUND = runReport(
  [SAFETY, LIVENESS],
  [{ ...caseFor('hunt', 'error', 'not decided: 1 run reached a limit'), property: null }],
);

/** The same where every text is hostile. */
export const HOSTILE_RUN = runReport(
  [HOSTILE],
  [{ ...caseFor(EVIL, 'failure', EVIL), suite: EVIL, details: EVIL }],
);

/** The text of one reporter. */
export function reported(name: string, report: RunReport): string {
  const reporter = REPORTERS.find((one) => one.name === name);
  if (reporter === undefined) throw new Error(`there is no reporter ${name}`);
  if (reporter.kind === 'text') return reporter.render(report);
  const files = reporter.files(report, () => NO_SUPPLEMENT);
  return files.map(({ text }) => text).join('\n');
}
