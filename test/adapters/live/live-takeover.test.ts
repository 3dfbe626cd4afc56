// Code of this process under test: its clocks, timers and dice are taken over in its turns.
import { setTimeout as timerOfNode } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import test from 'ava';
import { hosted } from '../../../adapters/live/host.ts';
import type { Host } from '../../../adapters/live/live-target.ts';
import { inMacrotask } from '../../../adapters/live/macrotask.ts';
import { takenOver } from '../../../adapters/live/takeover.ts';
import { CannotRun, type Target } from '../../../simulator/target.ts';
import { blameOf, lived, liveWorld, restlessHere, tamed } from './live-world.ts';

type Class = new (host: Host) => { readonly term: number };

/** It has no types. */
const FIXTURE: string = './fixtures/captured.cjs';

/** Imported before any test, as others would see the stand-ins meanwhile. */
const { default: Captured } = await takenOver<{ readonly default: Class }>(() => import(FIXTURE));

/** Taken when this module was loaded: too early. */
const { setTimeout: tooEarly } = globalThis;

const capturedInRealm: Target = hosted<{ readonly term: number }, unknown, Class>({
  name: 'restless',
  capabilities: { persistence: false, proposals: false, symmetric: false },
  load: (realm) => realm.require('./fixtures/captured.cjs', import.meta.filename, '') as Class,
  create: (host, Captured) => new Captured(host),
  deliver: () => undefined,
  view: ({ term }) => ({ role: 'follower', currentTerm: term, votedFor: null }),
  classify: (message) => ({ kind: 'other', term: JSON.stringify(message).length }),
});

test('what code took away while it was imported works in its turns, and does the same as in a realm', async (t) => {
  const here = restlessHere(Captured);
  const first = (await lived(here, 3_000, { seed: 3 })).digest.value;
  t.is((await lived(here, 3_000, { seed: 3 })).digest.value, first, 'not the same twice');
  t.not((await lived(here, 3_000, { seed: 4 })).digest.value, first, 'the dice are the real ones');
  const wire = (target: Target): Promise<string[]> => saidBy(target);
  t.deepEqual(await wire(here), await wire(capturedInRealm), 'a realm does otherwise');
});

test('the clocks and dice of the process are the real ones outside of a turn, whatever happened in it', async (t) => {
  const real = seen();
  const inside: unknown[][] = [];
  const looker = tamed('looker', (host) => {
    inside.push(seen());
    if (host.self === 3) throw new Error('seen enough');
  });
  t.is(await blameOf(looker), 'n3 Error: seen enough');
  t.deepEqual(seen(), real, 'something was not put back');
  for (const [place, fake] of (inside[2] ?? []).entries()) {
    t.not(fake, real[place], `not taken over: ${NAMES[place] ?? ''}`);
  }
});

test('dice, clocks and identifiers come from the seed', async (t) => {
  const rolled = async (seed: number): Promise<unknown[]> => {
    const said: unknown[] = [];
    const roller = tamed('roller', () => {
      const array = crypto.getRandomValues(new Uint8Array(4));
      said.push(Math.random(), crypto.randomUUID(), [...array], Date.now(), new Date().getTime());
      said.push(process.hrtime(), process.hrtime.bigint(), performance.now(), Date());
    });
    await lived(roller, 0, { seed });
    return said;
  };
  t.deepEqual(await rolled(1), await rolled(1));
  t.notDeepEqual(await rolled(1), await rolled(2));
});

test('a promised timer is one of the simulated world', async (t) => {
  let atMs = 0;
  const target = tamed('sleeper', async () => {
    await promisify(setTimeout)(70);
    atMs = performance.now();
  });
  await lived(target, 100, { nodes: 1 });
  t.is(atMs, 70);
});

const ESCAPES: Readonly<Record<string, () => unknown>> = {
  'taken when the module was loaded': () => tooEarly(() => undefined, 1),
  'of node:timers': () => timerOfNode(() => undefined, 1),
  'of node:timers/promises': () => sleep(1),
};

for (const [what, escape] of Object.entries(ESCAPES)) {
  test(`a real timer that a node sets as it boots is noticed: ${what}`, async (t) => {
    const error = await t.throwsAsync(lived(tamed('escaper', escape), 100), {
      instanceOf: CannotRun,
    });
    t.regex(error.message, /^escaper: n1 has set a real timer: .*takenOver/);
  });
}

test('a node that the real world calls back is not let through', async (t) => {
  let keep: Host | null = null;
  await lived(
    tamed('kept', (host) => (keep = host)),
    10,
  );
  const error = t.throws(() => keep?.send(1, 'late'));
  t.is(error.message, 'kept: n3 does something, and it is not its turn');
});

test('where promises cannot move on, it is said what to do', async (t) => {
  await Promise.resolve();
  const error = t.throws(() => liveWorld(tamed('stuck', () => undefined)), {
    instanceOf: CannotRun,
  });
  t.regex(error.message, /inMacrotask/);
  await t.notThrowsAsync(inMacrotask(() => liveWorld(tamed('free', () => undefined))));
});

test('without promises it runs anywhere', async (t) => {
  await Promise.resolve();
  const { world } = liveWorld(tamed('plain', () => undefined, { usesPromises: false }));
  world.elapse(100);
  t.is(world.ending, null);
});

test('a handler may be asynchronous, and its rejection is a crash of its node', async (t) => {
  const target = tamed('asker', (host) => host.self === 1 && host.send(2, 'hello'), {
    async deliver() {
      await promisify(setTimeout)(30);
      throw new TypeError('not today');
    },
  });
  t.is(await blameOf(target, 35), 'nothing', 'the rejection came before its time');
  t.is(await blameOf(target), 'n2 TypeError: not today');
});

const NAMES = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval']
  .concat(['clearImmediate', 'queueMicrotask', 'Date', 'Math.random', 'performance.now'])
  .concat(['process.nextTick', 'process.hrtime', 'crypto.randomUUID', 'crypto.getRandomValues']);

function seen(): unknown[] {
  const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval } = globalThis;
  const { clearImmediate, queueMicrotask, Date } = globalThis;
  const timers = [setTimeout, setInterval, setImmediate, clearTimeout, clearInterval];
  const others = [
    clearImmediate,
    queueMicrotask,
    Date,
    Math.random,
    Reflect.get(performance, 'now'),
  ];
  const dice = [Reflect.get(crypto, 'randomUUID'), Reflect.get(crypto, 'getRandomValues')];
  return [...timers, ...others, Reflect.get(process, 'nextTick'), process.hrtime, ...dice];
}

/** What goes over the wire in three seconds. */
async function saidBy(target: Target): Promise<string[]> {
  const said: string[] = [];
  const observer = {
    happened: () => undefined,
    sent: (timeMs: number, flight: { readonly message: unknown }) =>
      void said.push(`${timeMs} ${(flight.message as { readonly text: string }).text}`),
  };
  await lived(target, 3_000, { seed: 3, observer });
  return said;
}
