// Other runs that break the same property, from clusters that need not be as large.
import test from 'ava';
import fc from 'fast-check';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import { otherRuns } from '../../../search/shrinking/other-runs.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { holds } from '../../property-run.ts';
import { BROKEN, hasAll, limits, scheduleOf, targetOf, type Problem } from './problem.ts';

const TWO_TIMERS: Problem = { timers: ['a', 'b'], breaks: (past) => hasAll(past, ['a', 'b']) };

function runsOf(target: PureTarget, nodes: number, shouldStop = () => false): Schedule[] {
  return [
    ...otherRuns(target, BROKEN, scheduleOf([], nodes), SEARCH_FAULTS, limits({ shouldStop })),
  ];
}

test('each of the other runs breaks the property as it stands, and with its last decision', (t) => {
  const law = fc.property(fc.integer({ min: 1, max: 4 }), (nodes) => {
    const target = targetOf(TWO_TIMERS);
    for (const run of runsOf(target, nodes)) {
      const { violations, performed, skipped } = performSchedule(target, run, {
        sought: new Set([BROKEN]),
      });
      t.is(violations.length, 1);
      t.deepEqual(skipped, []);
      t.deepEqual(performed, run.decisions);
    }
  });
  holds(t, law, { numRuns: 3 });
});

test('smaller clusters come first, down to three nodes, some runs of each size', (t) => {
  for (let nodes = 1; nodes <= 5; nodes += 1) {
    const sizes = runsOf(targetOf(TWO_TIMERS), nodes).map((run) => run.nodes);
    const all = [3, 4, 5].filter((size) => size <= nodes);
    t.deepEqual([...new Set(sizes)], all.length > 0 ? all : [nodes]);
    for (const size of new Set(sizes)) {
      const count = sizes.filter((other) => other === size).length;
      t.true(count >= 2 && count <= 12, `${count} runs of ${size} nodes`);
    }
  }
});

test('a cluster that is too small to break is passed over: the search for its runs ends without any', (t) => {
  const breaks: Problem['breaks'] = (past, { nodes }) => nodes >= 4 && past.includes('a');
  const sizes = runsOf(targetOf({ timers: ['a'], breaks, isLost: () => true }), 4).map(
    (run) => run.nodes,
  );
  t.deepEqual([...new Set(sizes)], [4]);
});

test('a cluster in which the target cannot even boot is passed over', (t) => {
  const sound = targetOf(TWO_TIMERS);
  const boot: PureTarget['boot'] = (identity, durable) => {
    if (identity.nodes < 4) throw new Error('three nodes are too few');
    return sound.boot(identity, durable);
  };
  const sizes = runsOf({ ...sound, boot }, 4).map((run) => run.nodes);
  t.deepEqual([...new Set(sizes)], [4]);
});

test('the runs are always the same ones, and not all the same', (t) => {
  const target = targetOf(TWO_TIMERS);
  t.deepEqual(runsOf(target, 4), runsOf(target, 4));
  const different = new Set(runsOf(target, 4).map((run) => JSON.stringify(run)));
  t.true(different.size > 2, 'runs that do not differ lead to no other place');
});

test('the search for other runs ends when it is told to', (t) => {
  let [asked, steps] = [0, 0];
  const target = targetOf({
    timers: ['a'],
    breaks: () => {
      steps += 1;
      return false;
    },
  });
  const stopsThird = (): boolean => {
    asked += 1;
    return asked >= 3;
  };
  t.deepEqual(runsOf(target, 5, stopsThird), []);
  t.true(steps > 0 && steps < 1_000, `${steps} steps were taken although it was told to stop`);
});
