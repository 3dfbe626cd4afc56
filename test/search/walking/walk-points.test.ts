// Walks that go on from a point: the same as if all decisions were made again.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import { SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import type { SchedulerName } from '../../../search/walking/scheduler.ts';
import type { WalkPoint } from '../../../search/walking/walk.ts';
import { Walker } from '../../../search/walking/walker.ts';
import { mix } from '../../../simulator/luck.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { higherTermKeepsRole } from '../../../targets/mutants/higher-term-keeps-role.ts';
import { raft } from '../../../targets/raft.ts';
import { picksOf } from './picks-of.ts';

function walker(target: PureTarget, scheduler: SchedulerName = 'uniform'): Walker {
  const options = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING, faults: SEARCH_FAULTS };
  return new Walker(target, 3, { ...options, scheduler });
}

for (const target of [raft, higherTermKeepsRole.target] as PureTarget[]) {
  test(`a walk over ${target.name} that goes on from a point is its decisions made again`, (t) => {
    let wentOn = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const walking = walker(target);
      const points: WalkPoint[] = [];
      walking.onDecided = () => void points.push(walking.point());
      walking.notedWalk([], picksOf(seed, 30));
      walking.onDecided = null;
      const point = points[mix(seed, 1) & 15];
      if (point === undefined) continue;
      wentOn += 1;
      // Other walks come in between: the point stays what it was.
      walking.notedWalk([], picksOf(seed + 1, 30));
      const on = walking.notedWalk(point, picksOf(seed + 2, 20));
      const replayed = walker(target).notedWalk(on.schedule, []);
      t.deepEqual(replayed, on, `seed ${seed}`);
      t.deepEqual(on.schedule.slice(0, point.schedule.length), point.schedule, `seed ${seed}`);
    }
    t.true(wentOn > 20, `only ${wentOn} of 40 walks came far enough to go on from`);
  });
}

test('a point is used by a walker with another scheduler as well', (t) => {
  const uniform = walker(raft);
  let point: WalkPoint | null = null;
  uniform.onDecided = () => {
    point ??= uniform.taken === 10 ? uniform.point() : null;
  };
  uniform.notedWalk([], picksOf(3, 30));
  if (point === null) return t.fail('the walk did not come to ten decisions');
  const on = walker(raft, 'pct').notedWalk(point, picksOf(4, 20));
  t.is(on.schedule.length, 30);
  t.deepEqual(walker(raft).notedWalk(on.schedule, []), on);
});
