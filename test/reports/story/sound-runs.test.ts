// A cause accuses: in runs of the sound core, with all faults, none finds anything to accuse.
import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { scenarioArbitrary } from '../../../faults/scenario-arbitrary.ts';
import { huntOptions } from '../../../library/check-options.ts';
import { brokenRules } from '../../../reports/story/causes/broken-rules.ts';
import type { Cause } from '../../../reports/story/causes/cause.ts';
import {
  countedOldTerm,
  countedUnwritten,
} from '../../../reports/story/causes/counted-replicas.ts';
import { doubleVotes } from '../../../reports/story/causes/double-vote.ts';
import { falseMatches } from '../../../reports/story/causes/false-match.ts';
import { forgottenTerm } from '../../../reports/story/causes/forgotten-term.ts';
import { periodOf } from '../../../reports/story/causes/period.ts';
import { staleVoteCounted } from '../../../reports/story/causes/stale-vote.ts';
import { keptLeading } from '../../../reports/story/causes/term-ignored.ts';
import { traceIndex } from '../../../reports/story/trace-index.ts';
import { AdversarialEngine } from '../../../search/hunting/adversarial-engine.ts';
import { recordScenario, recordSchedule } from '../../../search/running/record.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import type { Target } from '../../../simulator/target.ts';
import { raftLive } from '../../../targets/raft-live.ts';
import { raft } from '../../../targets/raft.ts';
import type { Trace } from '../../../trace/trace.ts';

const NODES = [2, 3, 5];
const SEED = 2014;

function timedTraces(target: Target, runs: number): readonly [Trace, number][] {
  const kinds = kindsFairTo(target.capabilities);
  const range = { nodes: NODES, kinds, maxActions: 20, timing: LAB_TIMING, mayReorder: true };
  const scenarios = fc.sample(scenarioArbitrary(range), { seed: SEED, numRuns: runs });
  return scenarios.map((scenario) => {
    return [recordScenario(target, scenario, null).trace, scenario.nodes];
  });
}

function untimedTraces(runs: number): readonly [Trace, number][] {
  const schedules: Schedule[] = [];
  const options = huntOptions(raft, { runs, seed: SEED, nodes: NODES });
  const engine = new AdversarialEngine(
    raft,
    options,
    () => true,
    ({ schedule }) => {
      schedules.push(schedule());
      return false;
    },
  );
  engine.batch(SEED, runs);
  return schedules.map((schedule) => [recordSchedule(raft, schedule, null).trace, schedule.nodes]);
}

/** What the causes of broken rules say of a whole run, wherever it may seem to have broken. */
function accusations(trace: Trace, nodes: number): readonly string[] {
  const index = traceIndex(trace, nodes);
  const past = new Set(trace.map(({ step }) => step));
  const last = trace.at(-1);
  const witness = { observed: '', because: [], step: trace.length, timeMs: last?.timeMs ?? 0 };
  const causes: readonly Cause[] = [
    ...brokenRules(index, past),
    ...doubleVotes(index, past),
    ...staleVoteCounted(index, past),
    ...falseMatches(periodOf(index, witness, LAB_TIMING)),
    ...trace.flatMap((line) => [
      ...keptLeading(line),
      ...countedOldTerm(line),
      ...countedUnwritten(index, line),
      ...forgottenTerm(index, line),
    ]),
  ];
  return causes.map(({ text }) => text(({ step }) => `at line ${step}`));
}

function judged(t: { log(text: string): void }, traces: readonly [Trace, number][]): string[] {
  const lines = traces.reduce((sum, [trace]) => sum + trace.length, 0);
  t.log(`${traces.length} runs, ${lines} lines`);
  return traces.flatMap(([trace, nodes]) => accusations(trace, nodes));
}

test('timed runs of the sound core accuse nobody', (t) => {
  t.deepEqual(judged(t, timedTraces(raft, 150)), []);
});

test('timed runs of the sound core with promises and timers of its own accuse nobody', (t) => {
  t.deepEqual(judged(t, timedTraces(raftLive, 40)), []);
});

test('adversarial runs of the sound core accuse nobody', (t) => {
  t.deepEqual(judged(t, untimedTraces(1_500)), []);
});
