// Few runs show what many do.
import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { coveringRuns } from '../../../search/guiding/covering.ts';
import type { KeptRun } from '../../../search/guiding/kept-run.ts';

const RUN = { kind: 'schedule', nodes: 3, timing: LAB_TIMING, decisions: [] } as const;

function showing(...keys: readonly number[]): KeptRun {
  return { run: RUN, states: keys.map((key) => [key, 0] as const) };
}

test('runs that show nothing more than others are left out', (t) => {
  const [part, whole, other] = [showing(1, 2), showing(1, 2, 3), showing(3, 4)];
  t.deepEqual(coveringRuns([part, whole, other]), [whole, other]);
  t.deepEqual(coveringRuns([showing()]), []);
});

test('whatever was kept, all states are still shown, and each run shows one of its own', (t) => {
  const keys = fc.uniqueArray(fc.nat({ max: 12 }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(keys), (all) => {
      const runs = all.map((shown) => showing(...shown));
      const chosen = coveringRuns(runs);
      const statesOf = (some: readonly KeptRun[]): Set<number> =>
        new Set(some.flatMap(({ states }) => states.map(([key]) => key)));
      t.deepEqual([...statesOf(chosen)].sort(), [...statesOf(runs)].sort());
      t.true(chosen.length <= statesOf(runs).size);
    }),
    { seed: 12, numRuns: 100 },
  );
});
