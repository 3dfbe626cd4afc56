// Every step that Evidence or Cause names has a row, in what hunts meet of the mutants, unshrunk.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { tellStory } from '../../../reports/story/telling.ts';
import { traceIndex } from '../../../reports/story/trace-index.ts';
import type { FindingReport } from '../../../reports/terminal/finding-report.ts';
import { renderFinding } from '../../../reports/terminal/finding.ts';
import { PLAIN_STYLE } from '../../../reports/terminal/style.ts';
import type { Finding } from '../../../search/finding.ts';
import { hunt } from '../../../search/hunting/hunt.ts';
import { recordRun } from '../../../search/running/record.ts';
import { MUTANTS } from '../../../targets/mutants/all.ts';
import type { Mutant } from '../../../targets/mutants/mutant.ts';
import { huntFor } from '../../search/hunting/hunt-for.ts';
import { NO_BLAME } from './told.ts';

const NO_SHRINKING = { maxExecutions: 1, maxStates: 1, shouldStop: () => true };

/** Different stories of one mutant: each has other words. */
const STORIES = 4;

function findingsOf({ target }: Mutant): readonly Finding[] {
  const changes = { maxRuns: 10, maxFindings: STORIES, shrinkLimits: () => NO_SHRINKING };
  return hunt(target, huntFor(target, null, changes)).findings;
}

function reportOf(mutant: Mutant, finding: Finding): FindingReport {
  const { run, property } = finding;
  return {
    finding,
    label: { kind: 'bug', beyond: [] },
    claim: propertyNamed(property).claim,
    trace: recordRun(mutant.target, run, new Set([property])).trace,
    actions: [],
    replayCommand: '',
    folder: null,
    isNew: true,
    isFull: false,
  };
}

/** Steps that the words above the rows name, and that no row shows; causes that name no step. */
function unshown(report: FindingReport): readonly string[] {
  const { finding, trace } = report;
  const { property, witness, run } = finding;
  const text = renderFinding(report, PLAIN_STYLE);
  const [head = ''] = text.split(/\n\n {3}(?:Found|Shrunk) /);
  const steps = [...head.matchAll(/\bstep\s+(\d+)/g)].map(([, step]) => Number(step));
  const rows = text.split('\n').map((line) => Number(/^ {2}[▸✖] +(\d+)\s/.exec(line)?.[1]));
  const violation = { property, witness, timing: LAB_TIMING };
  const { story, causes } = tellStory(traceIndex(trace, run.nodes), violation, NO_BLAME);
  const homeless = witness.because.filter((clause) => story.rowOfClause(clause) === null);
  return [
    ...steps.filter((step) => !rows.includes(step)).map((step) => `no marked row for step ${step}`),
    ...homeless.map((clause) => `no row for "${clause.text}"`),
    ...causes.filter((cause) => /\bat \d+ ms\b/.test(cause)),
  ].map((what) => `${finding.target} ${property}: ${what}`);
}

test('each step that a report names has a row of its own, whatever is folded', (t) => {
  const reports = MUTANTS.flatMap((mutant) => {
    return findingsOf(mutant).map((finding) => reportOf(mutant, finding));
  });
  t.log(`${reports.length} findings`);
  t.true(reports.length >= 60, `only ${reports.length} findings were met: hunt for more`);
  t.deepEqual(reports.flatMap(unshown), []);
});
