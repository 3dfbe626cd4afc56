// How a world ends: by a limit, by an observer, by the fault of its target, and never in a hang.
import test from 'ava';
import { thrownFields } from '../../simulator/ending.ts';
import { QuotingError } from '../../simulator/target.ts';
import { World } from '../../simulator/world.ts';
import type { Observer } from '../../trace/observer.ts';
import type { NodeView } from '../../trace/view.ts';
import { diary, fakeTarget, persist, send, setTimer } from './fake-target.ts';
import { play, playOf, setup } from './story.ts';

const FAKE = fakeTarget({ go: [send(2, 'hello')] });
const PING_PONG = { go: [send(2, 'ping')], ping: [send(1, 'pong')], pong: [send(2, 'ping')] };

test('a target that never comes to rest ends the run by its steps', (t) => {
  const { world } = play(PING_PONG, { limits: { maxSteps: 100 } });
  world.propose(1, 'go');
  world.elapse(100_000);
  t.deepEqual(world.ending, { kind: 'limitReached', limit: 'steps' });
  t.is(world.steps, 100);
});

test('a target that never lets time pass ends the run by its steps', (t) => {
  const busy = { go: [setTimer('ring', 0)], ring: [setTimer('ring', 0)] };
  const { world } = play(busy, { limits: { maxSteps: 100 } });
  world.propose(1, 'go');
  world.elapse(10);
  t.deepEqual(world.ending, { kind: 'limitReached', limit: 'steps' });
  t.is(world.nowMs, 0);
});

test('a timer that is set to no time again and again is an error of its node', (t) => {
  const busy = { go: [setTimer('ring', 0)], ring: [setTimer('ring', 0)] };
  const { world } = play(busy);
  world.elapse(7);
  world.propose(1, 'go');
  world.elapse(10);
  const error = 'RangeError: time stands still: over 10000 steps at 7 ms, timer ring the last';
  t.deepEqual(world.ending, { kind: 'targetThrew', node: 1, error });
});

test('a flood of messages is a storm, told with its figures; a busy cluster is none', (t) => {
  const echo = (copies: number): Parameters<typeof play>[0] => ({
    go: [send(2, 'ping')],
    ping: Array.from({ length: copies }, () => send(1, 'pong')),
    pong: Array.from({ length: copies }, () => send(2, 'ping')),
  });
  const flood = play(echo(2)).world;
  flood.propose(1, 'go');
  flood.elapse(2000);
  const { ending } = flood;
  t.is(ending?.kind, 'targetThrew', 'every message brings two more: end the run early');
  t.regex(ending?.kind === 'targetThrew' ? ending.error : '', /message storm: over 20000 .* 0 ms/);
  const busy = play(echo(1)).world;
  busy.propose(1, 'go');
  busy.elapse(2000);
  t.is(busy.ending, null);
});

test('a run that takes its very last step has not reached the limit yet', (t) => {
  const { world } = play({}, { limits: { maxSteps: 2 } });
  world.propose(1, 'a');
  world.propose(1, 'b');
  t.is(world.ending, null);
  world.propose(1, 'c');
  t.deepEqual(world.ending, { kind: 'limitReached', limit: 'steps' });
  t.deepEqual(diary(world.viewOf(1)), ['booted from null', 'a', 'b']);
});

test('time is limited: what is due at the limit happens, nothing after it', (t) => {
  const script = { go: [setTimer('last', 500), setTimer('late', 501)] };
  const { world, after } = play(script, { limits: { maxTimeMs: 500 } });
  world.propose(1, 'go');
  t.deepEqual(after(499), ['0 n1 proposed go']);
  t.is(world.ending, null);
  t.deepEqual(after(1000), ['500 n1 fired last']);
  t.deepEqual(world.ending, { kind: 'limitReached', limit: 'time' });
  t.is(world.nowMs, 500);
});

test('after an observer has halted the world, no time passes', (t) => {
  const { world, after } = play(PING_PONG);
  world.propose(1, 'go');
  world.elapse(20);
  world.halt();
  after(0);
  t.deepEqual(after(100), []);
  t.deepEqual([world.ending, world.nowMs], [{ kind: 'halted' }, 20]);
});

test('an observer can halt the world within an event: what waits is not taken', (t) => {
  const world: World<NodeView> = new World(FAKE, setup(), {
    happened: (_, { kind }) => kind === 'proposed' && world.halt(),
    sent: () => undefined,
  });
  world.pause(1);
  world.propose(1, 'first');
  world.propose(1, 'second');
  world.resume(1);
  t.is(world.steps, 1);
});

test('the first ending stays', (t) => {
  const halted = play({}).world;
  halted.halt();
  halted.elapse(1_000_000);
  t.deepEqual(halted.ending, { kind: 'halted' });
  const late = play({}, { limits: { maxTimeMs: 10 } }).world;
  late.elapse(10);
  late.halt();
  t.deepEqual(late.ending, { kind: 'limitReached', limit: 'time' });
});

test('a target that throws in a step ends the run, and the ending names the node', (t) => {
  const { world } = playOf({
    ...FAKE,
    step(state, input, localTimeMs) {
      if (input.kind === 'received') throw new TypeError('no such message');
      return FAKE.step(state, input, localTimeMs);
    },
  });
  world.propose(1, 'go');
  world.elapse(10);
  const error = 'TypeError: no such message';
  t.deepEqual(world.ending, { kind: 'targetThrew', node: 2, error });
  t.is(world.nowMs, 5);
});

test('a target that throws while it boots ends the run as well', (t) => {
  const { world } = playOf({
    ...FAKE,
    boot() {
      throw new Error('no disk');
    },
  });
  t.deepEqual(world.ending, { kind: 'targetThrew', node: 1, error: 'Error: no disk' });
  t.false(world.isUp(1));
});

test('an observer that throws is not blamed on the target', (t) => {
  const broken: Observer = {
    happened() {
      throw new Error('the observer is broken');
    },
    sent: () => undefined,
  };
  t.throws(() => new World(FAKE, setup(), broken), { message: 'the observer is broken' });
});

test('what is thrown need not be an error', (t) => {
  const { world } = playOf({
    ...FAKE,
    step() {
      const thrown: unknown = 'a text';
      throw thrown;
    },
  });
  world.propose(2, 'go');
  t.deepEqual(world.ending, { kind: 'targetThrew', node: 2, error: 'a text' });
});

test('a node that does not exist is the fault of whoever asks for it', (t) => {
  const { world } = play({});
  t.throws(() => world.crash(3), { instanceOf: RangeError });
});

// What follows is known to be wrong; each test says what should be.

test('after the end no step is taken, whoever asks for it', (t) => {
  const { world } = play({});
  world.halt();
  world.propose(1, 'go');
  t.is(world.steps, 0);
});

test('a target that sends to nobody is to blame, and the world does not throw', (t) => {
  const { world } = play({ go: [send(9, 'hello')] });
  world.propose(1, 'go');
  t.notThrows(() => world.elapse(10));
  t.like(world.ending, { kind: 'targetThrew', node: 1 });
});

for (const question of ['view', 'viewDurable', 'classify'] as const) {
  test(`a target that throws when it is asked to ${question} is to blame as well`, (t) => {
    const script = { go: [persist('vote'), send(2, 'yes')] };
    const sinner = {
      ...fakeTarget(script),
      [question]: () => {
        throw new Error('no answer');
      },
    };
    // At once, and after a write that took its time.
    for (const syncMs of [0, 7]) {
      t.notThrows(() => {
        const { world } = playOf(sinner, { syncMinMs: syncMs, syncMaxMs: syncMs });
        world.propose(1, 'go');
        world.elapse(10);
        t.like(world.ending, { kind: 'targetThrew', node: 1 });
      });
    }
  });
}

test('of an error that quotes others, what happened is told from their words', (t) => {
  const quoting = new QuotingError('it ended: panic in process 7', 'it ended');
  t.deepEqual(thrownFields(quoting), {
    error: 'QuotingError: it ended: panic in process 7',
    outline: 'QuotingError: it ended',
  });
  t.deepEqual(thrownFields(new QuotingError('it ended', 'it ended')), {
    error: 'QuotingError: it ended',
  });
  t.deepEqual(thrownFields(new RangeError('no')), { error: 'RangeError: no' });
});
