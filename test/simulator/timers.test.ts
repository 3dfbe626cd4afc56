// Timers run on their node's own clock; a paused node hears of them later, if they still matter.
import test from 'ava';
import type { Input } from '../../simulator/target.ts';
import { clearTimer, fakeTarget, persist, send, setTimer, type Script } from './fake-target.ts';
import { play, playOf, type Stage } from './story.ts';

const RING = { go: [setTimer('ring', 100)] };

test('a timer fires once, after its time', (t) => {
  const { world, after } = play(RING);
  world.propose(1, 'go');
  after(0);
  t.deepEqual(after(99), []);
  t.deepEqual(after(1), ['100 n1 fired ring']);
  t.deepEqual(after(1000), []);
});

test('setting a timer again replaces it, be it later or sooner', (t) => {
  const { world, after } = play({
    ...RING,
    later: [setTimer('ring', 200)],
    sooner: [setTimer('ring', 10)],
  });
  world.propose(1, 'go');
  world.elapse(50);
  world.propose(1, 'later');
  after(0);
  t.deepEqual(after(199), []);
  t.deepEqual(after(1), ['250 n1 fired ring']);
  world.propose(1, 'go');
  world.propose(1, 'sooner');
  after(0);
  t.deepEqual(after(500), ['260 n1 fired ring']);
});

test('a timer that was cleared does not fire', (t) => {
  const { world, after } = play({ ...RING, stop: [clearTimer('ring')] });
  world.propose(1, 'go');
  world.elapse(99);
  world.propose(1, 'stop');
  after(0);
  t.deepEqual(after(500), []);
});

test('timers of different names, and of different nodes, do not know each other', (t) => {
  const { world, after } = play({
    both: [setTimer('a', 20), setTimer('b', 10)],
    stop: [clearTimer('a')],
  });
  world.propose(1, 'both');
  world.propose(2, 'both');
  world.propose(1, 'stop');
  after(0);
  t.deepEqual(after(50), ['10 n1 fired b', '10 n2 fired b', '20 n2 fired a']);
});

/** When a timer of 150–300 ms fires, by seed and node. */
function drawn(seed: number, node: number): number {
  const { world, trace } = play({ go: [setTimer('ring', 150, 300)] }, { seed });
  world.propose(node, 'go');
  world.elapse(400);
  return trace.lines.at(-1)?.timeMs ?? 0;
}

test('a time is drawn from the range, by seed and node', (t) => {
  const times = Array.from({ length: 200 }, (_, seed) => [drawn(seed, 1), drawn(seed, 2)]).flat();
  t.true(Math.min(...times) >= 150 && Math.max(...times) <= 300);
  t.true(Math.min(...times) < 155 && Math.max(...times) > 295, 'both ends must be reached');
  t.true(new Set(times).size > 100, 'few different times: the draw is poor');
  t.true(
    new Set(Array.from({ length: 20 }, (_, seed) => drawn(seed, 1) - drawn(seed, 2))).size > 10,
  );
});

test('a paused node takes no step; what came meanwhile it takes in order when it wakes', (t) => {
  const { world, after } = play({ ...RING, ask: [send(1, 'hello')] });
  world.propose(1, 'go');
  world.pause(1);
  world.propose(1, 'first');
  world.propose(2, 'ask');
  after(0);
  t.deepEqual(after(300), []);
  world.resume(1);
  t.deepEqual(after(0), [
    '300 n1 resumed',
    '300 n1 proposed first',
    '300 n1 received hello from n2',
    '300 n1 fired ring',
  ]);
});

test('a pause while a write is under way holds back the rest of the step, not the write', (t) => {
  const script = { go: [persist('vote'), send(2, 'yes')] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  world.pause(1);
  t.deepEqual(after(50), ['0 n1 paused', '7 n1 synced, disk vote']);
  world.resume(1);
  t.deepEqual(after(0), ['50 n1 resumed', '50 n1 proposed go', '50 n1 sent yes to n2']);
});

test('a node that wakes before its write is durable goes on waiting for it', (t) => {
  const script = { go: [persist('vote'), send(2, 'yes')] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  world.pause(1);
  world.elapse(3);
  world.resume(1);
  after(0);
  t.deepEqual(after(3), []);
  t.deepEqual(after(1)[0], '7 n1 synced, disk vote');
});

for (const [why, answer] of [
  ['set anew', setTimer('ring', 100)],
  ['cleared', clearTimer('ring')],
] as const) {
  test(`a timer that is ${why} while its firing waits does not fire`, (t) => {
    const { world, after } = play({ ...RING, ask: [send(1, 'hello')], hello: [answer] });
    world.propose(1, 'go');
    world.pause(1);
    world.propose(2, 'ask');
    world.elapse(150);
    after(0);
    world.resume(1);
    t.deepEqual(after(99), ['150 n1 resumed', '150 n1 received hello from n2']);
    t.is(world.steps, 3, 'two proposals and a message: a firing that does not count is no step');
    t.deepEqual(after(1), why === 'set anew' ? ['250 n1 fired ring'] : []);
  });
}

test('a clock that is set forward passes over timers, which fire at once', (t) => {
  const { world, after } = play(RING);
  world.propose(1, 'go');
  world.elapse(10);
  world.jumpClock(1, 500);
  t.deepEqual(after(1000).slice(1), ['10 n1 clockJumped', '10 n1 fired ring']);
  world.propose(2, 'go');
  world.jumpClock(2, 99);
  t.deepEqual(after(1).at(-1), '1011 n2 fired ring');
});

test('a clock that is set back makes all its timers late', (t) => {
  const { world, after } = play(RING);
  world.propose(1, 'go');
  world.elapse(10);
  world.jumpClock(1, -500);
  after(0);
  t.deepEqual(after(589), []);
  t.deepEqual(after(1), ['600 n1 fired ring']);
});

test('a clock that runs at twice the pace halves what is left; at half the pace it doubles it', (t) => {
  const { world, after } = play(RING);
  world.propose(1, 'go');
  world.propose(2, 'go');
  world.elapse(40);
  world.driftClock(1, 2);
  world.driftClock(2, 0.5);
  after(0);
  t.deepEqual(after(1000), ['70 n1 fired ring', '160 n2 fired ring']);
});

test('a timer that is set on a clock that runs fast or slow runs on that clock', (t) => {
  const { world, after } = play(RING);
  world.driftClock(1, 2);
  world.driftClock(2, 0.5);
  world.propose(1, 'go');
  world.propose(2, 'go');
  after(0);
  t.deepEqual(after(1000), ['50 n1 fired ring', '200 n2 fired ring']);
});

test('a timer that has fired stays silent, whatever happens to the clock', (t) => {
  const { world, after } = play(RING);
  world.propose(1, 'go');
  t.deepEqual(after(100).at(-1), '100 n1 fired ring');
  world.jumpClock(1, -500);
  world.jumpClock(1, 1000);
  t.deepEqual(after(2000), ['100 n1 clockJumped', '100 n1 clockJumped']);
});

test('a clock runs on while its node is paused or down', (t) => {
  const heard = hearingOf(RING);
  heard.world.jumpClock(1, 1000);
  heard.world.pause(1);
  heard.world.elapse(50);
  heard.world.resume(1);
  heard.world.crash(1);
  heard.world.elapse(50);
  heard.world.restart(1);
  heard.world.propose(1, 'go');
  t.is(heard.inputs.at(-1)?.localTimeMs, 1100);
});

test('a target is told its own clock, in whole milliseconds', (t) => {
  const heard = hearingOf(RING);
  heard.world.driftClock(1, 1.5);
  heard.world.elapse(101);
  heard.world.propose(1, 'go');
  t.is(heard.inputs.at(-1)?.localTimeMs, 151);
});

test('every firing rolls its own dice, the same in every run', (t) => {
  const roll = (): number[] => {
    const heard = hearingOf({ go: [setTimer('ring', 10)], ring: [setTimer('ring', 10)] });
    heard.world.propose(1, 'go');
    heard.world.elapse(200);
    return heard.inputs.flatMap(({ input }) => (input.kind === 'timerFired' ? [input.luck] : []));
  };
  const dice = roll();
  t.is(new Set(dice).size, 20);
  t.true(dice.every((luck) => luck >= 0 && luck < 1));
  t.deepEqual(roll(), dice);
});

/** A world whose target writes down what it is told. */
function hearingOf(script: Script, stage: Stage = {}) {
  const inputs: { input: Input; localTimeMs: number | null }[] = [];
  const target = fakeTarget(script);
  const { world } = playOf(
    {
      ...target,
      step(state, input, localTimeMs) {
        inputs.push({ input, localTimeMs });
        return target.step(state, input, localTimeMs);
      },
    },
    stage,
  );
  return { world, inputs };
}
