import test from 'ava';
import { joinRuns } from '../../../reports/events/join-runs.ts';
import type { CaseLine, RunStream, TargetLine } from '../../../reports/events/run-line.ts';
import { SAFETY } from '../rendered.ts';
import { runReport } from '../run-report.ts';

const { stream } = runReport([]);
const { start } = stream;

/** The same run with another target and other cases. */
function runWith(target: Partial<TargetLine>, cases: readonly Partial<CaseLine>[] = []): RunStream {
  const [first] = stream.targets;
  const [one] = stream.cases;
  if (first === undefined || one === undefined) throw new Error('the run has no target');
  return {
    ...stream,
    targets: [{ ...first, ...target }],
    cases: cases.map((more) => ({ ...one, ...more })),
  };
}

test('Figures of the same target are added, and its time is that of the longest run', (t) => {
  const joined = joinRuns(start, [
    runWith({ figures: { runs: 2 }, exercised: { progress: 1 }, faults: {}, wallMs: 5 }),
    runWith({ figures: { runs: 3, leaders: 4 }, exercised: {}, faults: { cuts: 1 }, wallMs: 7 }),
    runWith({ target: 'other', figures: { runs: 1 } }),
  ]);
  t.is(joined.targets.length, 2);
  t.like(joined.targets[0], {
    figures: { runs: 5, leaders: 4 },
    exercised: { progress: 1 },
    faults: { cuts: 1 },
    wallMs: 7,
  });
});

test('What one run refutes, no other proves, in whatever order they come', (t) => {
  const outcomes = ['skipped', 'passed', 'error', 'failure'] as const;
  for (const [index, graver] of outcomes.entries()) {
    for (const milder of outcomes.slice(0, index)) {
      const runs = [graver, milder].map((outcome) => runWith({}, [{ outcome, message: outcome }]));
      for (const order of [runs, runs.toReversed()]) {
        const { cases } = joinRuns(start, order);
        t.is(cases.length, 1);
        t.like(cases[0], { outcome: graver, message: graver }, `${graver} and ${milder}`);
      }
    }
  }
});

test('A target is not as expected as soon as one run of it is not', (t) => {
  const fine = runWith({ asExpected: true, verdict: 'held' });
  const broken = runWith({ asExpected: false, verdict: 'violated' });
  for (const runs of [
    [fine, broken],
    [broken, fine],
  ]) {
    t.like(joinRuns(start, runs).targets[0], { asExpected: false, verdict: 'violated' });
  }
});

test('A finding that several runs met is told once', (t) => {
  const found = runReport([SAFETY]).stream;
  const { findings } = joinRuns(start, [found, found]);
  t.is(findings.length, 1);
  t.deepEqual(findings[0], found.findings[0]);
});
