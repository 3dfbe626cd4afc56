import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import type { Host } from '../../simulator/live/live-target.ts';
import { NotInstalled } from '../../simulator/target.ts';
import { Realm } from '../../simulator/live/realm.ts';
import { liveWorld, NO_CLOCKS, restless, tamed } from './live-world.ts';

test('a package with timers, promises and dice does the same again, in this process and another', (t) => {
  const first = digestOf(7);
  t.is(digestOf(7), first, 'something of the first run is left: look for state in the realm');
  t.not(digestOf(8), first, 'the seed decides nothing: are the dice the real ones?');
  const script = fileURLToPath(new URL('fixtures/print-digest.ts', import.meta.url));
  const elsewhere = execFileSync(process.execPath, [...process.execArgv, script], {
    encoding: 'utf8',
  });
  t.is(elsewhere.trim(), first, 'another process went another way');
});

test('simulated seconds take no time, and the real clocks and dice are never touched', (t) => {
  const { Date: RealDate, setTimeout: realSetTimeout, performance: realPerformance } = globalThis;
  const realRandom = Math.random;
  const startMs = Date.now();
  const { world } = liveWorld(restless, 1);
  world.elapse(60_000);
  t.true(Date.now() - startMs < 30_000);
  t.is(world.viewOf(1)?.currentTerm, 600, 'a term every 100 ms, the first within 60');
  t.is(globalThis.Date, RealDate);
  t.is(globalThis.setTimeout, realSetTimeout);
  t.is(globalThis.performance, realPerformance);
  t.is(Math.random, realRandom);
});

test('a crash ends all timers of a node without its help', (t) => {
  const { world } = liveWorld(restless, 1);
  world.elapse(1_000);
  world.crash(1);
  const { steps } = world;
  world.crash(2);
  world.crash(3);
  world.elapse(5_000);
  t.is(world.steps, steps, 'a dead node was called back');
  world.restart(1);
  t.is(world.viewOf(1)?.currentTerm, 0, 'the new incarnation begins anew');
});

test('timers go off as they were set, and what a callback leads to comes before the next', (t) => {
  const order: string[] = [];
  const target = tamed('ordered', (host, realm) => {
    const note = (word: string) => (): void => void order.push(word);
    host.setTimeout(note('later'), 20);
    const chain = realm.evaluate(`async (note, now) => {
      setImmediate(() => note('immediate'));
      await null;
      note(now);
    }`) as (note: (word: string) => void, now: string) => void;
    host.setTimeout(() => chain((word) => void order.push(word), 'first'), 10);
    host.setTimeout(note('second'), 10);
    host.clearTimeout(host.setTimeout(note('never'), 5));
  });
  liveWorld(target, 1, 1).world.elapse(100);
  t.deepEqual(order, ['first', 'immediate', 'second', 'later']);
});

const RING: { itself?: object } = {};
RING.itself = RING;

const SINS: Readonly<Record<string, (host: Host) => void>> = {
  'a timer set to NaN ms': (host) => void host.setTimeout(() => undefined, NaN),
  'a timer set to -5 ms': (host) => void host.setTimeout(() => undefined, -5),
  'a message that JSON cannot say': (host) => host.send(2, undefined),
  'circular structure': (host) => host.send(2, RING),
  'which does not exist': (host) => host.send(9, 'hello'),
  'thrown later': (host) =>
    void host.setTimeout(() => {
      throw new Error('thrown later');
    }, 10),
};

test('what a target must not do ends the run, and is blamed on the node that did it', (t) => {
  for (const [blame, sin] of Object.entries(SINS)) {
    const sinner = tamed('sinner', (host) => host.self === 2 && sin(host));
    const { world } = liveWorld(sinner, 1);
    world.elapse(100);
    const { ending } = world;
    t.is(ending?.kind, 'targetThrew', blame);
    if (ending?.kind !== 'targetThrew') continue;
    t.is(ending.node, 2, blame);
    t.true(ending.error.includes(blame), `${ending.error} does not say: ${blame}`);
  }
});

test('a promise that is rejected and that nobody hears is blamed on its node', (t) => {
  const sinner = tamed('rejecter', (host, realm) => {
    const reject = realm.evaluate('async () => { await null; throw new TypeError("unheard"); }');
    if (host.self === 3) host.setTimeout(reject as () => void, 10);
  });
  const { world } = liveWorld(sinner, 1);
  world.elapse(100);
  t.deepEqual(world.ending, { kind: 'targetThrew', node: 3, error: 'TypeError: unheard' });
});

test('a role or a term that cannot be is a defect of the adapter, and said so', (t) => {
  const views = [
    { role: 'king' as 'leader', term: 1, votedFor: null },
    { role: 'leader' as const, term: -1, votedFor: null },
    { role: 'leader' as const, term: NaN, votedFor: null },
  ];
  for (const view of views) {
    const { world } = liveWorld(
      tamed('liar', () => undefined, view),
      1,
    );
    t.is(world.ending?.kind, 'targetThrew', JSON.stringify(view));
  }
});

test('a package that is not there is named, with what to do', (t) => {
  const realm = new Realm(NO_CLOCKS);
  const error = t.throws(() => realm.require('no-such-raft', import.meta.filename, 'install it'), {
    instanceOf: NotInstalled,
  });
  t.is(error.message, 'no-such-raft is not installed: install it');
});

function digestOf(seed: number): string {
  const { world, digest } = liveWorld(restless, seed);
  world.elapse(10 * LAB_TIMING.electionTimeoutMaxMs);
  return digest.value;
}
