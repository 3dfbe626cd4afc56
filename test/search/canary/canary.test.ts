// The kill matrix in small: with fixed seeds every mutant is killed by the property it declares.
import test from 'ava';
import { evaluateCase } from '../../../campaign/canary-evaluation.ts';
import { SUBJECTS } from '../../../campaign/mutant-cases.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { replayFinding } from '../../../search/running/replay.ts';

/** Enough for a run of eight decisions, and a fraction of a second. */
const SHRINK_LIMITS = { maxExecutions: 1_000, maxStates: 30_000, shouldStop: () => false };
const PROVEN_WITHIN_LIMITS = 7;

/** Luck that meets these within a test's patience; others take tens of thousands of runs. */
const SEEDS: Readonly<Record<string, number>> = {
  'commit-beyond-new-entries': 3,
  'heartbeat-skips-log-check': 4,
};

/** Met once in thousands of timed runs: `whitewater canary` has the patience, a test has not. */
const RARE = ['any-candidate-renews-timer', 'refused-term-not-learned'];

for (const { mutantCase, known, engines } of SUBJECTS) {
  if (known.expected !== 'killed' || RARE.includes(known.id)) continue;
  const { id, judgedBy, shortest } = known;
  // The engine that is better at it: a clock is for what must happen in time.
  const [best = 'timed'] = engines;
  const engine = shortest === null ? 'timed' : best;

  test(`the ${engine} engine kills ${id} by ${judgedBy?.join() ?? 'anything'}`, (t) => {
    const row = evaluateCase(
      { mutantCase, known, engines: [engine] },
      {
        seed: SEEDS[id] ?? 1,
        timing: LAB_TIMING,
        maxRuns: 1_000,
        shouldStop: () => false,
        shrinkLimits: () => SHRINK_LIMITS,
      },
    );
    const finding = row.kill?.finding ?? null;
    if (!row.isAsExpected || finding === null) {
      const runs = row.attacks
        .map((evaluate) => `${evaluate.runs} ${evaluate.engine} runs`)
        .join(', ');
      return t.fail(`${id} survived ${runs}: has a property, a fault or an engine become weaker?`);
    }
    t.true(replayFinding(mutantCase.target, finding).same, 'a replay must go as the finding says');
    t.true(
      finding.ablation.every(({ needed }) => needed),
      'what is left is needed',
    );
    if (shortest === null || shortest > PROVEN_WITHIN_LIMITS) return;
    t.true((row.length ?? 0) <= shortest, `${row.length} decisions, and ${shortest} are enough`);
    t.is(finding.shrinking.result, 'proven shortest');
  });
}
