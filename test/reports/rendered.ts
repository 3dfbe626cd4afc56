/**
 * Reports that tests render in each format: one without a clock, one with it, and a hostile one.
 */
import { reportStream } from '../../reports/events/stream.ts';
import { FORMATS } from '../../reports/formats.ts';
import { NO_SUPPLEMENT, type PageSupplement } from '../../reports/page/supplement.ts';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';
import { decidedReport } from './decided.ts';
import { VOTE_CLEARED } from './decided-stories.ts';
import { reportOf } from './performed.ts';

export const SAFETY = decidedReport(VOTE_CLEARED);
export const LIVENESS = reportOf({
  target: 'leader-never-gives-up',
  property: 'stale-leader-steps-down',
  nodes: 2,
  seed: 20,
  actions: [
    { kind: 'elapse', ms: 479 },
    { kind: 'isolate', node: 1 },
    { kind: 'elapse', ms: 1000 },
  ],
});

/** Whatever a format marks up, a terminal obeys or a reader is misled by. */
export const EVIL = '</script>]]>|`${x}`;#%%\u001b[31m\u202e@me <img onerror=x> & "\'';
export const HOSTILE: FindingReport = {
  ...SAFETY,
  claim: EVIL,
  replayCommand: EVIL,
  finding: {
    ...SAFETY.finding,
    target: EVIL,
    witness: { ...SAFETY.finding.witness, observed: EVIL, because: [{ step: 1, text: EVIL }] },
  },
};

/** The report in one format, as it is written to its file. */
export function rendered(name: string, report: FindingReport): string {
  const format = FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new Error(`there is no format ${name}`);
  const supplement = (): PageSupplement => NO_SUPPLEMENT;
  return format.render({ report, stream: reportStream(report), supplement });
}
