// For each abstract state the smallest run that reaches it is kept, and no other run.
import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { Corpus, MAX_KEPT } from '../../../search/guiding/corpus.ts';
import type { KeptRun, SavedSchedule, StateReached } from '../../../search/guiding/kept-run.ts';
import { Pool } from '../../../search/guiding/pool.ts';

function keptOf(states: readonly StateReached[]): KeptRun<SavedSchedule> {
  const size = Math.max(0, ...states.map(([, at]) => at));
  const decisions = Array.from({ length: size }, () => ({ kind: 'crash', node: 1 }) as const);
  return { run: { kind: 'schedule', nodes: 3, timing: LAB_TIMING, decisions }, states };
}

test('a run that reaches a state sooner takes its place, and one that holds none is dropped', (t) => {
  const long = keptOf([
    [7, 4],
    [8, 9],
  ]);
  const short = keptOf([[8, 3]]);
  const shorter = keptOf([[7, 2]]);
  const pool = new Pool([long, short]);
  t.deepEqual(pool.runs(), [long, short]);
  pool.add(shorter);
  t.deepEqual(pool.runs(), [shorter, short], 'the long run is the smallest for no state');
  t.deepEqual(pool.statesOf(3), [7, 8]);
  t.is(pool.heldFor(7)?.at, 2);
});

test('a run is worth keeping up to the last state that it shows first, or sooner', (t) => {
  const pool = new Pool([keptOf([[1, 5]])]);
  t.is(pool.worthKeeping([[1, 5]]), 0);
  t.is(pool.worthKeeping([[1, 6]]), 0);
  t.is(
    pool.worthKeeping([
      [1, 4],
      [2, 3],
    ]),
    4,
  );
});

test('whatever is added, each state is held by a run that is kept and shows it soonest', (t) => {
  const reached = fc.array(fc.tuple(fc.nat({ max: 8 }), fc.integer({ min: 1, max: 20 })));
  fc.assert(
    fc.property(fc.array(reached, { minLength: 1 }), (all) => {
      const runs = all.map((states) => keptOf([...new Map(states)]));
      const pool = new Pool(runs);
      const kept = pool.runs();
      for (const state of pool.statesOf(3)) {
        const soonest = runs.flatMap(({ states }) => {
          return states.flatMap(([key, at]) => (key === state ? [at] : []));
        });
        t.is(pool.heldFor(state)?.at, Math.min(...soonest));
        t.true(kept.some(({ states }) => states.some(([key]) => key === state)));
      }
    }),
    { seed: 11, numRuns: 100 },
  );
});

test('a corpus is bounded: what is the smallest for fewest states goes first', (t) => {
  const good = keptOf([
    [1, 1],
    [2, 2],
  ]);
  const others = Array.from({ length: MAX_KEPT }, (_, place) => keptOf([[100 + place, 1]]));
  const { runs } = new Corpus([...others, good]);
  t.is(runs.length, MAX_KEPT);
  t.true(runs.includes(good), 'the run that holds two states must not go before those with one');
});
