// Live targets: same seed, same trace; timers, crashes, and what a turn is.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { Realm } from '../../../adapters/live/realm.ts';
import { NotInstalled } from '../../../simulator/target.ts';
import type { World } from '../../../simulator/world.ts';
import { lived, restless, tamed } from './live-world.ts';

test('a package with timers, promises and dice does the same again, in this process and another', async (t) => {
  const first = await digestOf(7);
  t.is(await digestOf(7), first, 'something of the first run is left: look for state in the realm');
  t.not(await digestOf(8), first, 'the seed decides nothing: are the dice the real ones?');
  const script = fileURLToPath(new URL('fixtures/print-digest.ts', import.meta.url));
  const elsewhere = execFileSync(process.execPath, [...process.execArgv, script], {
    encoding: 'utf8',
  });
  t.is(elsewhere.trim(), first, 'another process went another way');
});

test('simulated seconds take no time', async (t) => {
  const startMs = Date.now();
  const { world } = await lived(restless, 60_000);
  t.true(Date.now() - startMs < 30_000, 'it waited for real time');
  t.is(world.viewOf(1)?.currentTerm, 600, 'a term every 100 ms, the first within 60');
});

test('a crash ends all timers of a node without its help', async (t) => {
  await lived(restless, (world) => {
    world.elapse(1_000);
    for (const node of [1, 2, 3]) world.crash(node);
    const { steps } = world;
    world.elapse(5_000);
    t.is(world.steps, steps, 'a dead node was called back');
  });
});

test('the timers of a dead incarnation stay dead when the node is back', async (t) => {
  const woken: number[] = [];
  let boots = 0;
  const target = tamed('reborn', () => {
    boots += 1;
    const incarnation = boots;
    setInterval(() => woken.push(incarnation), 10);
  });
  const relive = (world: World): void => {
    world.elapse(25);
    world.crash(1);
    world.restart(1);
    world.elapse(25);
  };
  await lived(target, relive, { nodes: 1 });
  t.deepEqual(woken, [1, 1, 2, 2], 'an old timer went off, or a new one did not');
});

test('timers go off as they were set, and what a callback leads to comes before the next', async (t) => {
  const request: string[] = [];
  const note = (word: string) => (): void => void request.push(word);
  const chain = async (): Promise<void> => {
    setImmediate(note('immediate'));
    process.nextTick(note('tick'));
    queueMicrotask(note('job'));
    await Promise.resolve();
    request.push('first');
  };
  const target = tamed('ordered', () => {
    setTimeout(note('later'), 20);
    setTimeout(() => void chain(), 10);
    setTimeout(note('second'), 10);
    clearTimeout(setTimeout(note('never'), 5));
  });
  await lived(target, 100, { nodes: 1 });
  t.deepEqual(request, ['tick', 'job', 'first', 'immediate', 'second', 'later']);
});

test('a clock that is set moves Date, and no timer: those run on a steady clock', async (t) => {
  const seen: number[][] = [];
  const target = tamed('punctual', () => {
    setInterval(() => seen.push([Date.now() % 100_000, performance.now()]), 100);
  });
  const jump = (world: World): void => {
    world.elapse(150);
    world.jumpClock(1, 5_000);
    world.elapse(100);
    world.jumpClock(1, -4_000);
    world.elapse(100);
  };
  await lived(target, jump, { nodes: 1 });
  const [first = [], second = [], third = []] = seen;
  t.deepEqual([first[1], second[1], third[1]], [100, 200, 300], 'a timer noticed the jump');
  t.is((second[0] ?? 0) - (first[0] ?? 0), 5_100, 'Date did not jump');
  t.is((third[0] ?? 0) - (second[0] ?? 0), -3_900, 'Date did not jump back');
});

test('a clock that runs fast makes timers early', async (t) => {
  let beats = 0;
  const target = tamed('hasty', () => setInterval(() => (beats += 1), 100));
  const hurry = (world: World): void => {
    world.driftClock(1, 2);
    world.elapse(1_000);
  };
  await lived(target, hurry, { nodes: 1 });
  t.is(beats, 20);
});

test('what a crashed handler left behind does not run in the next world', async (t) => {
  let isLeft = false;
  const sinner = tamed('sinner', () => {
    setTimeout(() => {
      void Promise.resolve().then(() => (isLeft = true));
      throw new Error('first');
    }, 10);
  });
  await lived(sinner, (world) => {
    world.elapse(100);
    t.like(world.ending, { kind: 'targetThrew', error: 'Error: first' });
    t.true(isLeft, 'the job waits, and the next world would perform it');
  });
});

test('replies find who asked, and nobody if that was an earlier incarnation', async (t) => {
  const heard: string[] = [];
  let boots = 0;
  const target = tamed(
    'asker',
    (host) => {
      if (host.self !== 1) return;
      boots += 1;
      const asker = `boot ${boots}`;
      host.send(2, 'question', (reply) => heard.push(`${asker} heard ${String(reply)}`));
    },
    { deliver: (_node, _from, question, reply) => reply(`answer to ${String(question)}`) },
  );
  const settings = { latencyMinMs: 10, latencyMaxMs: 10 };
  const restart = (world: World): void => {
    world.elapse(15);
    world.crash(1);
    world.restart(1);
    world.elapse(100);
  };
  await lived(target, restart, { settings });
  t.deepEqual(heard, ['boot 2 heard answer to question']);
});

test('a package that is not there is named, with what to do', (t) => {
  const realm = new Realm();
  const error = t.throws(() => realm.require('no-such-raft', import.meta.filename, 'install it'), {
    instanceOf: NotInstalled,
  });
  t.is(error.message, 'no-such-raft is not installed: install it');
});

async function digestOf(seed: number): Promise<string> {
  const { digest } = await lived(restless, 5_500, { seed });
  return digest.value;
}
