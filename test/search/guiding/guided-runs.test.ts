// Guided runs: possible, within what was asked for, and the same for the same seed.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { parseScenario } from '../../../faults/scenario-schema.ts';
import { Dice } from '../../../search/guiding/dice.ts';
import { GuidedScenarios } from '../../../search/guiding/guided-scenarios.ts';
import { GuidedWalks } from '../../../search/guiding/guided-walks.ts';
import { isScenario, isSchedule, sizeOf } from '../../../search/guiding/kept-run.ts';
import { Learning } from '../../../search/guiding/learning.ts';
import { Pool } from '../../../search/guiding/pool.ts';
import { WalkPoints } from '../../../search/guiding/walk-points.ts';
import { performBatch, type BatchOptions } from '../../../search/hunting/perform-batch.ts';
import { raft } from '../../../targets/raft.ts';

const OPTIONS: BatchOptions = {
  seed: 3,
  engines: ['timed', 'adversarial'],
  maxRuns: 40,
  nodes: [3, 5],
  sought: null,
  faults: kindsFairTo(raft.capabilities),
  searchFaults: ['crash', 'duplicate', 'crashWithin'],
  timing: LAB_TIMING,
  maxFindings: Infinity,
  maxActions: 12,
  shouldStop: () => false,
};

/** What one chunk of the core has shown. */
const { learned: LEARNED } = performBatch(raft, { ...OPTIONS, corpus: [] }, 0);
const SCENARIOS = LEARNED.filter(isScenario);
const SCHEDULES = LEARNED.filter(isSchedule);

test('a chunk keeps runs of both engines, with the states that they show and when', (t) => {
  t.true(SCENARIOS.length > 10, `only ${SCENARIOS.length} scenarios were kept`);
  t.true(SCHEDULES.length > 10, `only ${SCHEDULES.length} schedules were kept`);
  for (const { run, states } of LEARNED) {
    t.true(states.length > 0);
    t.is(Math.max(...states.map(([, at]) => at)), sizeOf(run), 'it ends with its last new state');
    t.is(new Set(states.map(([key]) => key)).size, states.length);
  }
});

test('nothing is kept without a corpus', (t) => {
  const { learned, isGuided } = performBatch(raft, OPTIONS, 0);
  t.deepEqual(learned, []);
  t.false(isGuided);
});

test('guided scenarios are valid, bounded, and made of the faults that were asked for', (t) => {
  const kinds = ['partition', 'crash'] as const;
  const range = { nodes: [3], kinds, maxActions: 9, timing: LAB_TIMING, mayReorder: false };
  const scenarios = new GuidedScenarios(new Pool(SCENARIOS), range, { seed: 5, drawn: 20 });
  const allowed = new Set(['partition', 'crash', 'heal', 'rejoin', 'elapse']);
  for (let run = 0; run < 300; run += 1) {
    const scenario = scenarios.next(new Dice(9, run));
    t.deepEqual(parseScenario(scenario), scenario);
    t.true(scenario.actions.length <= 9);
    t.is(scenario.nodes, 3);
    t.true(scenario.settings.fifo, 'a message may not overtake another here');
    t.true(scenario.actions.every(({ kind }) => allowed.has(kind)));
  }
});

test('guided walks keep to the sizes and faults that were asked for', (t) => {
  const walks = new GuidedWalks(new Pool(SCHEDULES), new WalkPoints(), {
    nodes: [5],
    faults: [],
    picks: 60,
  });
  const faults = new Set(['crash', 'crashWithin', 'duplicate']);
  let begun = 0;
  for (let run = 0; run < 300; run += 1) {
    const { nodes, beginning, picks } = walks.next(new Dice(9, run));
    t.is(nodes, 5);
    t.true(beginning.every(({ kind }) => !faults.has(kind)));
    t.true(beginning.length + picks.length <= 120);
    if (beginning.length > 0) begun += 1;
  }
  t.true(begun > 200, `only ${begun} of 300 walks begin as a kept run does`);
});

test('the same seed and pool make the same runs; another seed makes others', (t) => {
  const runs = (seed: number): unknown => {
    const walks = new GuidedWalks(new Pool(SCHEDULES), new WalkPoints(), {
      nodes: [3],
      faults: [],
      picks: 60,
    });
    return Array.from({ length: 20 }, (_, run) => walks.next(new Dice(seed, run)));
  };
  t.deepEqual(runs(1), runs(1));
  t.notDeepEqual(runs(1), runs(2));
});

test('runs of other sizes or paces of clusters are of no use to a hunt', (t) => {
  const learning = new Learning(LEARNED, { nodes: [5], timing: LAB_TIMING }, null);
  t.deepEqual(learning.timed.pool.statesOf(3), []);
  t.true(learning.timed.pool.statesOf(5).length > 0);
  const heartbeatMs = LAB_TIMING.heartbeatMs + 1;
  const slower = { nodes: [3, 5], timing: { ...LAB_TIMING, heartbeatMs } };
  t.is(new Learning(LEARNED, slower, null).timed.pool.size, 0);
});
