// The links: who is cut from whom, which messages are lost, doubled or late, and their names.
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { Network, slotOf } from '../../simulator/network.ts';
import type { Effect } from '../../simulator/target.ts';
import type { Received } from '../../trace/event.ts';
import { holds } from '../property-run.ts';
import { send } from './fake-target.ts';
import { play, setup, type Stage } from './story.ts';

const HELLO = { go: [send(2, 'hello')], back: [send(1, 'hello')] };

test('a link is cut one way', (t) => {
  const { world, after } = play(HELLO);
  world.cut([[1, 2]]);
  t.deepEqual(world.cutLinks(), [[1, 2]]);
  world.propose(1, 'go');
  world.propose(2, 'back');
  t.deepEqual(after(5), [
    '0 linksCut',
    '0 n1 proposed go',
    '0 n1 sent hello to n2',
    '0 n2 lost hello from n1: cut',
    '0 n2 proposed back',
    '0 n2 sent hello to n1',
    '5 n1 received hello from n2',
  ]);
  world.restore([[1, 2]]);
  t.deepEqual(world.cutLinks(), []);
  world.propose(1, 'go');
  t.deepEqual(after(5).at(-1), '10 n2 received hello from n1');
});

test('a message on its way is lost if the link is cut when it arrives, and only then', (t) => {
  const { world, after } = play(HELLO);
  world.propose(1, 'go');
  world.elapse(1);
  world.propose(1, 'go');
  world.cut([[1, 2]]);
  world.elapse(4);
  world.restore([[1, 2]]);
  t.deepEqual(
    after(1)
      .filter((line) => line.includes('n2'))
      .slice(2),
    ['5 n2 lost hello from n1: cut', '6 n2 received hello from n1'],
  );
});

/** One message of this kind and term on one link, as drawn. */
const message = fc.record({
  from: fc.integer({ min: 1, max: 3 }),
  to: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom('requestVote', 'appendEntries', 'other'),
  term: fc.nat({ max: 4 }),
});

test('ordinals name messages uniquely, even when terms go back', (t) => {
  const property = fc.property(fc.array(message, { maxLength: 80, size: 'max' }), (messages) => {
    const network = new Network(1, setup().settings);
    const counts = new Map<string, number>();
    for (const { from, to, kind, term } of messages) {
      const name = `${from}>${to} ${kind} ${term}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      assert.equal(network.nextOrdinal(slotOf(from, to, kind), term), count, name);
    }
  });
  holds(t, property, { numRuns: 300 });
});

/** Bursts of messages from n1 to n2 and n3, a millisecond apart, in the order of their sending. */
const MESSAGES = Array.from({ length: 60 }, (_, place) => `m${place}`);
const BURST = Object.fromEntries(
  MESSAGES.map((name) => [`say ${name}`, [send(2, name), send(3, name)]]),
);

/** What arrives at each of n2 and n3, by time. */
function arrivals(stage: Stage, weather: Weather = {}) {
  const { world, trace } = play(BURST, { nodes: 3, ...stage });
  for (const kind of ['loss', 'duplication', 'delay'] as const) {
    const { [kind]: amount } = weather;
    if (amount !== undefined) world.disturbNetwork(kind, amount, weather.forMs ?? 1000);
  }
  for (const name of MESSAGES) {
    world.propose(1, `say ${name}`);
    world.elapse(1);
  }
  world.elapse(1000);
  const received = trace.lines.flatMap(({ timeMs, event }) =>
    event.kind === 'received' ? [{ timeMs, event }] : [],
  );
  const of = (node: number) => received.filter(({ event }) => event.node === node);
  return { n2: of(2), n3: of(3), trace };
}

interface Weather {
  readonly loss?: number;
  readonly duplication?: number;
  readonly delay?: number;
  readonly forMs?: number;
}

function names(list: readonly { event: Received }[]): unknown[] {
  return list.map(({ event }) => event.message);
}

test('a fifo link delivers in the order of sending, whatever the weather', (t) => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { n2, n3 } = arrivals(
      { seed, latencyMinMs: 1, latencyMaxMs: 40, fifo: true },
      { delay: 90 },
    );
    t.deepEqual(names(n2), MESSAGES, `seed ${seed}`);
    t.deepEqual(names(n3), MESSAGES, `seed ${seed}`);
  }
});

test('on a link that is not fifo, a later message may overtake', (t) => {
  const { n2 } = arrivals({ latencyMinMs: 1, latencyMaxMs: 40 });
  t.notDeepEqual(names(n2), MESSAGES);
  t.deepEqual(names(n2).toSorted(), MESSAGES.toSorted());
});

test('a message takes from latencyMinMs to latencyMaxMs, each its own time', (t) => {
  const { n2, n3 } = arrivals({ latencyMinMs: 3, latencyMaxMs: 9 });
  const taken = [...n2, ...n3].map(({ timeMs, event }) => timeMs - event.sentAtMs);
  t.deepEqual([...new Set(taken)].sort(), [3, 4, 5, 6, 7, 8, 9]);
  t.notDeepEqual(
    n2.map(({ timeMs }) => timeMs),
    n3.map(({ timeMs }) => timeMs),
  );
});

test('a spell of loss takes its share of messages, and ends', (t) => {
  t.is(arrivals({}, { loss: 0 }).n2.length, 60);
  t.is(arrivals({}, { loss: 100 }).n2.length, 0);
  t.deepEqual(names(arrivals({}, { loss: 100, forMs: 20 }).n2), MESSAGES.slice(20));
  const half = arrivals({}, { loss: 50 });
  const arrived = half.n2.length + half.n3.length;
  t.true(arrived > 40 && arrived < 80, `${arrived} of 120 arrived`);
  const lost = half.trace.lines.filter(
    ({ event }) => event.kind === 'lost' && event.why === 'loss',
  );
  t.is(lost.length, 120 - arrived);
});

test('a spell of duplication delivers its share twice, the copy in its own time', (t) => {
  const { n2 } = arrivals({ latencyMinMs: 1, latencyMaxMs: 40 }, { duplication: 100, forMs: 20 });
  const copies = n2.filter(({ event }) => event.copy);
  t.deepEqual(names(copies).toSorted(), MESSAGES.slice(0, 20).toSorted());
  t.is(n2.length, 80);
  const originals = n2.filter(({ event }) => !event.copy);
  const gaps = copies.map(({ timeMs, event: { ordinal } }) => {
    return timeMs - (originals.find(({ event }) => event.ordinal === ordinal)?.timeMs ?? 0);
  });
  t.true(Math.min(...gaps) < 0 && Math.max(...gaps) > 0, 'either of the two may come first');
});

test('a message that is doubled and lost arrives once, as the copy', (t) => {
  const { n2 } = arrivals({}, { duplication: 100, loss: 100 });
  t.deepEqual(names(n2), MESSAGES);
  t.true(n2.every(({ event }) => event.copy));
});

test('a spell of delay adds up to its amount, and a new spell replaces the old one', (t) => {
  const late = arrivals({}, { delay: 30 }).n2.map(({ timeMs, event }) => timeMs - event.sentAtMs);
  t.true(Math.min(...late) >= 5 && Math.max(...late) <= 35 && Math.max(...late) > 25);
  const over = arrivals({}, { delay: 30, forMs: 20 }).n2.filter(
    ({ event }) => event.sentAtMs >= 20,
  );
  t.true(
    over.every(({ timeMs, event }) => timeMs - event.sentAtMs === 5),
    'the spell goes on',
  );
  const { world, after } = play(HELLO);
  world.disturbNetwork('loss', 100, 1000);
  world.disturbNetwork('loss', 0, 0);
  world.propose(1, 'go');
  t.deepEqual(after(5).at(-1), '5 n2 received hello from n1');
});

test('what one node does leaves the luck of all others as it was', (t) => {
  const script: Record<string, Effect[]> = {
    ...BURST,
    'make noise': [send(1, 'noise'), send(2, 'noise')],
  };
  const fate = (noisy: boolean): unknown[] => {
    const { world, trace } = play(script, { nodes: 3, latencyMinMs: 1, latencyMaxMs: 50 });
    world.disturbNetwork('loss', 30, 1000);
    for (const name of MESSAGES) {
      if (noisy) world.propose(3, 'make noise');
      world.propose(1, `say ${name}`);
      world.elapse(1);
    }
    world.elapse(100);
    return trace.lines.flatMap(({ timeMs, event }) =>
      event.kind === 'received' && event.from === 1 ? [[timeMs, event.node, event.message]] : [],
    );
  };
  t.deepEqual(fate(true), fate(false));
});
