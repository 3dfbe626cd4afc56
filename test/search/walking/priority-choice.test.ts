// PCT: walks by priorities are runs, the same for the same picks, and meet what their bound says.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import { performSchedule, SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { PriorityChoice } from '../../../search/walking/priority-choice.ts';
import type { WalkOptions } from '../../../search/walking/walk.ts';
import { WalkedCluster } from '../../../search/walking/walked-cluster.ts';
import { Walker } from '../../../search/walking/walker.ts';
import { orderBound } from '../../../campaign/statistics/estimates.ts';
import { mix } from '../../../simulator/luck.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { heartbeatSkipsLogCheck } from '../../../targets/mutants/heartbeat-skips-log-check.ts';
import { votesWithoutMemory } from '../../../targets/mutants/votes-without-memory.ts';
import { raft } from '../../../targets/raft.ts';
import type { Observer } from '../../../trace/observer.ts';

const PICKS = 60;

const DEAF: Observer = { happened: () => undefined, sent: () => undefined };

function walker(target: PureTarget, nodes: number, options: Partial<WalkOptions> = {}): Walker {
  return new Walker(target, nodes, {
    properties: SAFETY_PROPERTIES,
    timing: LAB_TIMING,
    faults: SEARCH_FAULTS,
    scheduler: 'pct',
    ...options,
  });
}

function picksOf(seed: number, length = PICKS): Uint32Array {
  return Uint32Array.from({ length }, (_, place) => mix(seed, place));
}

for (const target of [raft, votesWithoutMemory.target] as PureTarget[]) {
  test(`the decisions of a PCT walk over ${target.name} are a run that replays as it was`, (t) => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const nodes = 1 + (seed % 5);
      const { walk, schedule: decisions } = walker(target, nodes).notedWalk([], picksOf(seed));
      t.is(decisions.length, walk.decisions, `seed ${seed}`);
      const run = { nodes, timing: LAB_TIMING, decisions };
      const { skipped, verdict } = performSchedule(target, run, { sought: null });
      t.deepEqual(skipped, [], `seed ${seed}: a decision was not possible`);
      t.is(verdict, walk.broken === null ? 'held' : 'violated', `seed ${seed}`);
    }
  });
}

test('a PCT walk depends on its picks alone, not on the walks before it', (t) => {
  const used = walker(raft, 3);
  for (let seed = 1; seed <= 30; seed += 1) {
    const picks = picksOf(seed);
    t.deepEqual(used.notedWalk([], picks), walker(raft, 3).notedWalk([], picks), `seed ${seed}`);
  }
});

test('PCT walks end with their picks, and only the faults that are asked for happen', (t) => {
  const walking = walker(raft, 3, { faults: [] });
  for (let seed = 1; seed <= 40; seed += 1) {
    const decisions = walking.decisions(picksOf(seed));
    t.is(decisions.length, PICKS, `seed ${seed}: something is always possible`);
    const kinds = new Set(decisions.map(({ kind }) => kind));
    for (const kind of kinds) t.true(['deliver', 'fire', 'propose'].includes(kind), kind);
  }
});

test('a chain of messages is delivered to its end before what has a lower priority', (t) => {
  // One input at a time: what it causes first has its priority.
  const cluster = new WalkedCluster(raft, 3, LAB_TIMING, DEAF);
  const choice = new PriorityChoice([], true);
  choice.begin(picksOf(1), cluster);
  const kind = choice.pick(0, cluster);
  t.is(kind, 'timer', 'before any leader is elected only election timers are possible');
  const [node] = cluster.nodes.slice(choice.item);
  if (node === undefined) return t.fail();
  cluster.fire(node, 'election', -1);
  t.is(cluster.flights.length, 2, 'the candidate asks both others');
  t.is(choice.pick(0, cluster), 'deliver', 'its first request has the priority of the timer');
  t.is(choice.item, 0);
});

test('the beginning of a walk has chains of its own, and what it took away is not delivered', (t) => {
  const uniform = walker(raft, 3, { scheduler: 'uniform' });
  for (let seed = 1; seed <= 20; seed += 1) {
    const beginning = uniform.decisions(picksOf(seed, 20));
    const { schedule } = walker(raft, 3).notedWalk(beginning, picksOf(seed + 100, 20));
    t.deepEqual(schedule.slice(0, beginning.length), beginning, `seed ${seed}`);
    const run = { nodes: 3, timing: LAB_TIMING, decisions: schedule };
    t.deepEqual(performSchedule(raft, run, { sought: null }).skipped, [], `seed ${seed}`);
  }
});

test('width and length count the chains and the decisions that a walk may have', (t) => {
  const walking = walker(raft, 3);
  t.deepEqual(walking.ordered, { width: 0, length: 0 });
  walking.walk(picksOf(1, 30));
  const first = walking.ordered;
  t.is(first.length, 30);
  t.true(first.width > 3, `${first.width} chains cannot be all`);
  walking.walk(picksOf(2, 20));
  t.is(walking.ordered.length, 30, 'the longest walk counts');
  t.true(walking.ordered.width >= first.width);
  t.deepEqual(walker(raft, 3, { scheduler: 'uniform' }).ordered, { width: 0, length: 0 });
});

test('the bound of PCT is 1/(w² n^(d-1)): the published example of 1 in 900', (t) => {
  t.is(orderBound(3, 100, 2), 1 / 900);
  t.is(orderBound(3, 100, 3), 1 / 90_000);
  t.is(orderBound(0, 0, 3), 0, 'no run, no promise');
});

test('PCT meets heartbeat-skips-log-check, which needs 17 decisions, within 5,000 walks', (t) => {
  const { target, breaks } = heartbeatSkipsLogCheck;
  const properties = SAFETY_PROPERTIES.filter(({ id }) => id === breaks);
  const walking = walker(target, 3, { properties });
  let walk = 1;
  while (walk <= 5000 && walking.walk(picksOf(walk)).broken === null) walk += 1;
  t.true(walk <= 5000, `PCT no longer meets ${breaks}`);
});
