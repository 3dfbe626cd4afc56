/** Gathers what a page shows beside the finding and its trace: other runs of the same target. */
import { gzipSync } from 'node:zlib';
import { NO_SUPPLEMENT, type PageSupplement } from '../reports/page/supplement.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { runFacts } from '../search/run-facts.ts';
import { testedAlong } from '../search/running/tested-along.ts';
import { trialsOf } from '../search/running/trials.ts';
import type { Target } from '../simulator/target.ts';
import { originalRun } from './original-run.ts';
import { pageClient } from './page-client.ts';

/** `target` is null if runs of it cannot be performed here. */
export function pageSupplement(report: FindingReport, target: Target | null): PageSupplement {
  const { finding, trace } = report;
  const { run, property } = finding;
  const { nodes, timing } = run;
  const facts = target === null ? { nodes, ...timing } : runFacts(target, nodes, timing);
  return {
    ...NO_SUPPLEMENT,
    client: pageClient(),
    compress: (json) => gzipSync(json, { level: 9 }).toString('base64'),
    original: target === null ? null : originalRun(finding, target),
    trials: target === null || run.kind !== 'schedule' ? [] : trialsOf(target, run, property),
    tested: testedAlong(trace, property, facts),
  };
}
