/** Gathers what a page shows beside the finding and its trace: other runs of the same target. */
import { gzipSync } from 'node:zlib';
import { NO_SUPPLEMENT, type PageSupplement } from '../reports/page/supplement.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { runFacts } from '../search/run-facts.ts';
import { testedAlong } from '../search/running/tested-along.ts';
import type { Target } from '../simulator/target.ts';
import { browserScript } from './browser-script.ts';

/** `target` is null if runs of it cannot be performed here. */
export function pageSupplement(report: FindingReport, target: Target | null): PageSupplement {
  const { finding, trace } = report;
  const { nodes, timing } = finding.run;
  const facts = target === null ? { nodes, ...timing } : runFacts(target, nodes, timing);
  return {
    ...NO_SUPPLEMENT,
    client: browserScript('page'),
    compress: (json) => gzipSync(json, { level: 9 }).toString('base64'),
    tested: testedAlong(trace, finding.property, facts),
  };
}
