// Walks over targets that need their messages in order: late or lost they may be, and no more.
import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import { overtakes } from '../../../search/overtaking.ts';
import { SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { recordSchedule } from '../../../search/running/record.ts';
import { SCHEDULERS, type SchedulerName } from '../../../search/walking/scheduler.ts';
import { WalkedCluster, type FlightsWatch } from '../../../search/walking/walked-cluster.ts';
import { Walker } from '../../../search/walking/walker.ts';
import type { Effect, PureTarget } from '../../../simulator/target.ts';
import { appendCutsWhatMatches } from '../../../targets/mutants/append-cuts-what-matches.ts';
import { raft } from '../../../targets/raft.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';
import type { Received } from '../../../trace/event.ts';
import type { Observer } from '../../../trace/observer.ts';
import { holds } from '../../property-run.ts';
import { targetOf } from '../shrinking/problem.ts';
import { picksOf } from './picks-of.ts';

const DEAF: Observer = { happened: () => undefined, sent: () => undefined };

/** Each timer of n1 sends its own name to n2 and to n3. */
const speaker = targetOf({
  timers: ['a', 'b', 'c'],
  breaks: () => false,
  effects(word, { self }) {
    if (self !== 1) return [];
    return [2, 3].map((to): Effect => ({ kind: 'send', to, message: word }));
  },
});

interface OnTheWay {
  readonly cluster: WalkedCluster;
  /** The places that its watch has heard of. */
  readonly removed: number[];
  readonly watch: FlightsWatch;
}

/** a, b and c are on their way to n2, and to n3. */
function onTheWay(keepsOrder: boolean): OnTheWay {
  const cluster = new WalkedCluster(speaker, 3, LAB_TIMING, DEAF, keepsOrder);
  const [sender] = cluster.nodes;
  for (const timer of ['a', 'b', 'c']) if (sender !== undefined) cluster.fire(sender, timer, -1);
  const removed: number[] = [];
  return { cluster, removed, watch: { removed: (place) => void removed.push(place) } };
}

function flightsOf({ cluster }: OnTheWay): readonly string[] {
  return cluster.flights.map(({ node, message }) => `${String(message)}${node}`);
}

test('a delivery loses what was sent before on the same link, and nothing else', (t) => {
  const here = onTheWay(true);
  t.deepEqual(flightsOf(here), ['a2', 'a3', 'b2', 'b3', 'c2', 'c3']);
  t.like(here.cluster.arriving(2, false, here.watch), { message: 'b', node: 2 });
  t.deepEqual(flightsOf(here), ['a3', 'b3', 'c2', 'c3'], 'a2 is lost; the rest keeps its order');
  t.deepEqual(here.removed, [0, 1], 'a2 at its place, and b2 at the place to which it moved up');
  t.like(here.cluster.arriving(3, false, here.watch), { message: 'c', node: 3 });
  t.deepEqual(flightsOf(here), ['c2']);
});

test('a message of which a copy arrives stays on its way, behind nothing that came before', (t) => {
  const here = onTheWay(true);
  t.like(here.cluster.arriving(2, true, here.watch), { message: 'b', node: 2 });
  t.deepEqual(flightsOf(here), ['a3', 'b2', 'b3', 'c2', 'c3']);
  t.like(here.cluster.arriving(3, false, here.watch), { message: 'c', node: 2 });
  t.deepEqual(flightsOf(here), ['a3', 'b3', 'c3'], 'the copy of b cannot come after c');
});

test('where links need not keep their order, a message that arrives takes away itself alone', (t) => {
  const here = onTheWay(false);
  here.cluster.arriving(2, false, here.watch);
  t.deepEqual(flightsOf(here), ['a2', 'a3', 'c3', 'b3', 'c2'], 'the last one fills the gap');
  t.deepEqual(here.removed, [2]);
});

/** Whether a message arrived after a later one of its link: known from the objects themselves. */
class Arrivals implements Observer {
  hasOvertaken = false;
  #sent: Received[] = [];
  #latest = new Map<number, number>();

  begin(): void {
    this.hasOvertaken = false;
    this.#sent = [];
    this.#latest = new Map();
  }

  sent(_timeMs: number, flight: Received): void {
    this.#sent.push(flight);
  }

  happened(_timeMs: number, event: Parameters<Observer['happened']>[1]): void {
    const arrival = event.kind === 'crashed' ? event.during : event;
    if (arrival?.kind !== 'received') return;
    const link = arrival.from * 16 + arrival.node;
    const place = this.#sent.indexOf(arrival);
    if (place < (this.#latest.get(link) ?? 0)) this.hasOvertaken = true;
    else this.#latest.set(link, place);
  }
}

function walker(
  given: PureTarget,
  scheduler: SchedulerName,
  arrivals: Arrivals,
  keepsOrder: boolean,
): { readonly target: PureTarget; readonly walking: Walker } {
  const target = { ...given, capabilities: { ...given.capabilities, reordering: !keepsOrder } };
  const options = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING, faults: SEARCH_FAULTS };
  const observers = [arrivals];
  return {
    target,
    walking: new Walker(target, 3, { ...options, scheduler, observers, keepsOrder }),
  };
}

for (const given of [raft, appendCutsWhatMatches.target, tutorial] as PureTarget[]) {
  for (const scheduler of SCHEDULERS) {
    test(`no message overtakes another in a ${scheduler} walk in order over ${given.name}`, (t) => {
      const arrivals = new Arrivals();
      const { target, walking } = walker(given, scheduler, arrivals, true);
      let delivered = 0;
      const keepsOrder = fc.property(fc.nat(), (seed) => {
        arrivals.begin();
        const { schedule: decisions } = walking.notedWalk([], picksOf(seed, 60));
        const run = { nodes: 3, timing: LAB_TIMING, decisions };
        const { result, trace } = recordSchedule(target, run, null);
        delivered += decisions.filter(({ kind }) => kind === 'deliver').length;
        return !arrivals.hasOvertaken && result.skipped.length === 0 && !overtakes(trace);
      });
      holds(t, keepsOrder, { numRuns: 300 });
      t.true(delivered > 3_000, `only ${delivered} messages arrived in 300 walks`);
    });

    test(`messages do overtake others in ${scheduler} walks in any order over ${given.name}`, (t) => {
      const arrivals = new Arrivals();
      const { walking } = walker(given, scheduler, arrivals, false);
      const seeds = Array.from({ length: 50 }, (_, seed) => seed);
      const overtaking = seeds.filter((seed) => {
        arrivals.begin();
        walking.walk(picksOf(seed, 60));
        return arrivals.hasOvertaken;
      });
      t.true(overtaking.length > 5, 'or a walk in order has nothing to keep');
    });
  }
}

test('a walk in order that goes on from a point passes over what was sent before that', (t) => {
  const arrivals = new Arrivals();
  const { walking } = walker(raft, 'uniform', arrivals, true);
  for (let seed = 1; seed <= 40; seed += 1) {
    arrivals.begin();
    walking.notedWalk([], picksOf(seed, 30));
    const point = walking.point();
    const once = walking.notedWalk(point, picksOf(seed + 1, 30));
    t.false(arrivals.hasOvertaken, `seed ${seed}`);
    t.deepEqual(walking.notedWalk(point, picksOf(seed + 1, 30)), once, `seed ${seed}`);
  }
});
