// A hunt does as it is told, and the same seed makes the same hunt.
import test from 'ava';
import { hunt } from '../../../search/hunting/hunt.ts';
import { ADVERSARIAL_PER_TIMED_RUN } from '../../../search/hunting/hunt-options.ts';
import { USUAL_SHRINK_LIMITS } from '../../../search/shrinking/shrink-schedule.ts';
import { shrinkScenario } from '../../../search/shrinking/shrink-scenario.ts';
import { performScenario } from '../../../search/running/perform-scenario.ts';
import type { Input, PureTarget } from '../../../simulator/target.ts';
import { votesWithoutMemory } from '../../../targets/mutants/votes-without-memory.ts';
import { leaderNeverGivesUp } from '../../../targets/mutants/leader-never-gives-up.ts';
import { raft } from '../../../targets/raft.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';
import { huntFor } from './hunt-for.ts';

test('the same seed hunts the same runs and brings home the same finding', (t) => {
  const options = huntFor(tutorial, 'election-safety', {
    shrinkLimits: () => ({ ...USUAL_SHRINK_LIMITS, maxExecutions: 300 }),
  });
  t.deepEqual(hunt(tutorial, options).findings, hunt(tutorial, options).findings);
});

test('another seed hunts other runs', (t) => {
  const [one, other] = [1, 2].map((seed) => hunt(raft, huntFor(raft, null, { seed, maxRuns: 20 })));
  t.notDeepEqual(one?.progress.events, other?.progress.events);
});

test('a hunt ends after the runs that it was given', (t) => {
  const { progress, outcome } = hunt(raft, huntFor(raft, null, { maxRuns: 7 }));
  t.is(progress.runs, 7);
  t.is(outcome.kind, 'held');
});

test('a hunt that is stopped before its first run proves nothing', (t) => {
  const { progress, outcome } = hunt(raft, huntFor(raft, null, { shouldStop: () => true }));
  t.is(progress.runs, 0);
  t.deepEqual(outcome, { kind: 'inconclusive', reason: { kind: 'nothingRun' } });
});

test('a hunt that need not stop at the first find goes on and counts', (t) => {
  const { target } = votesWithoutMemory;
  const options = {
    maxFindings: Infinity,
    maxRuns: 60,
    shrinkLimits: () => ({ ...USUAL_SHRINK_LIMITS, maxExecutions: 50 }),
  };
  const failed: string[] = [];
  const result = hunt(target, {
    ...huntFor(target, 'one-vote-per-term', options),
    onFailedRun: ({ kind }) => failed.push(kind),
  });
  t.is(result.progress.runs, 60);
  t.is(result.progress.adversarialRuns, 60 * ADVERSARIAL_PER_TIMED_RUN);
  t.is(result.findings.length, 1);
  t.true(result.progress.failedRuns > 1);
  t.is(failed.length, result.progress.failedRuns);
  t.deepEqual([...new Set(failed)].sort(), ['scenario', 'schedule'], 'both engines find it');
});

test('a target that throws breaks never-throws, in a finding that names the node', (t) => {
  const brittle: PureTarget = {
    ...raft,
    name: 'brittle',
    step: () => {
      throw new TypeError('no such peer');
    },
  };
  const { outcome, findings } = hunt(brittle, huntFor(brittle, null, { maxRuns: 5 }));
  t.deepEqual(outcome, { kind: 'crashed' });
  const [finding] = findings;
  t.is(finding?.property, 'never-throws');
  t.is(finding?.witness.observed, 'n1 threw TypeError: no such peer');
  t.is(finding?.shrinking.shrunk.decisions, 1, 'any first step');
  t.is(finding?.shrinking.result, 'proven shortest');
});

test('a target that is no function of its input is told apart, not shrunk', (t) => {
  let steps = 0;
  const moody: PureTarget = {
    ...votesWithoutMemory.target,
    name: 'moody',
    step: (state, input, localTimeMs) => {
      steps += 1;
      const sound = steps > 100 ? raft : votesWithoutMemory.target;
      return sound.step(state, input, localTimeMs);
    },
  };
  const options = huntFor(moody, 'one-vote-per-term', { maxRuns: 40 });
  const { diverged, findings, firstFind } = hunt(moody, options);
  t.not(firstFind, null, 'it must break something while it still does');
  t.deepEqual(findings, [], 'what does not reproduce is no finding');
  t.true(diverged > 0);
});

const often = (timer: string) => ({ kind: 'setTimer', timer, minMs: 1, maxMs: 1 }) as const;

test('a run that reaches its limit of steps is inconclusive, neither held nor hung', (t) => {
  const restless: PureTarget = {
    ...raft,
    name: 'restless',
    boot: (identity: never, durable: never) => {
      const { state } = raft.boot(identity, durable);
      return { state, effects: Array.from({ length: 25 }, (_, index) => often(`timer${index}`)) };
    },
    step: (state: never, input: Input) => {
      return { state, effects: input.kind === 'timerFired' ? [often(input.timer)] : [] };
    },
  };
  const options = { engines: ['timed'], maxRuns: 1 } as const;
  const { outcome, inconclusiveRuns } = hunt(
    restless,
    huntFor(restless, 'election-safety', options),
  );
  t.deepEqual(outcome, { kind: 'inconclusive', reason: { kind: 'limitReached', runs: 1 } });
  t.is(inconclusiveRuns, 1);
});

test('shrinking a finding again changes nothing', (t) => {
  const { target } = leaderNeverGivesUp;
  const [finding] = hunt(target, huntFor(target, 'stale-leader-steps-down')).findings;
  if (finding === undefined) return t.fail('nothing was found');
  if (finding.run.kind !== 'scenario') return t.fail('liveness needs a clock');
  const { kind, ...scenario } = finding.run;
  const again = shrinkScenario(target, finding.property, scenario, USUAL_SHRINK_LIMITS);
  t.deepEqual(again.scenario, scenario, kind);
});

test('what is called needed is needed, and what is left is 1-minimal', (t) => {
  const { target } = leaderNeverGivesUp;
  const [finding] = hunt(target, huntFor(target, 'stale-leader-steps-down')).findings;
  if (finding === undefined) return t.fail('nothing was found');
  const { run, property, ablation, shrinking } = finding;
  if (run.kind !== 'scenario') return t.fail('liveness needs a clock');
  t.is(shrinking.result, '1-minimal');
  for (const { part, needed } of ablation) {
    const without = { ...run, actions: run.actions.toSpliced(part, 1) };
    const { violations } = performScenario(target, without, { sought: new Set([property]) });
    t.is(needed, !violations.some((violation) => violation.property === property));
    t.true(needed);
  }
});
