// Crashes, and what they leave: on the disk, on the wire, in memory.
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { Disk } from '../../simulator/disk.ts';
import { holds } from '../property-run.ts';
import { apply, diary, persist, send, setTimer } from './fake-target.ts';
import { play } from './story.ts';

test('a disk answers what was written last when it was synced last', (t) => {
  const act = fc.constantFrom('write', 'write', 'sync', 'crash');
  const property = fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
    const disk = new Disk();
    let synced = 0;
    let written = 0;
    let unsynced = 0;
    acts.forEach((what, place) => {
      if (what === 'write') {
        written = place + 1;
        unsynced += 1;
        disk.write(written);
      } else if (what === 'sync') {
        synced = written;
        unsynced = 0;
        disk.sync();
      } else {
        assert.equal(disk.crash(), unsynced);
        written = synced;
        unsynced = 0;
      }
      assert.equal(disk.durable, synced === 0 ? null : synced);
      assert.equal(disk.unsyncedWrites, unsynced);
    });
  });
  holds(t, property);
});

test('a write that reaches the disk by itself outdates those before it, and no other', (t) => {
  const disk = new Disk();
  for (const record of ['first', 'second', 'third']) disk.write(record);
  t.true(disk.settle('second'));
  t.is(disk.durable, 'second');
  t.is(disk.unsyncedWrites, 1);
  t.false(disk.settle('first'), 'an older record came after a newer one');
  t.is(disk.durable, 'second');
  t.is(disk.crash(), 1);
  t.false(disk.settle('third'), 'it was lost with the crash');
});

test('a restart reads the durable record', (t) => {
  const { world, after } = play({ go: [persist('vote')] });
  world.propose(1, 'go');
  world.crash(1);
  t.is(world.viewOf(1), null, 'a node that is down shows nothing');
  t.false(world.isUp(1));
  world.restart(1);
  t.deepEqual(diary(world.viewOf(1)), ['booted from vote']);
  world.crash(1);
  world.restart(1);
  t.deepEqual(after(0), [
    '0 n1 synced, disk vote',
    '0 n1 proposed go',
    '0 n1 crashed, 0 lost',
    '0 n1 booted 1',
    '0 n1 crashed, 0 lost',
    '0 n1 booted 2',
  ]);
});

test('a crash during a sync loses the write, and the step that waited for it', (t) => {
  const script = { go: [persist('vote'), send(2, 'yes')] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  world.elapse(6);
  world.crash(1);
  world.restart(1);
  world.propose(1, 'other');
  t.deepEqual(diary(world.viewOf(1)), ['booted from null', 'other']);
  const [crashed, ...rest] = after(20).filter((line) => !line.includes('other'));
  t.true(crashed?.startsWith('6 n1 crashed, 1 lost'));
  t.deepEqual(rest, ['6 n1 booted 1'], 'the end of a write of an earlier life must mean nothing');
});

test('an unsynced write survives only after a later sync', (t) => {
  const script = { lazy: [persist('lazy', false)], eager: [persist('eager')] };
  const { world, after } = play(script);
  world.propose(1, 'lazy');
  world.propose(1, 'lazy');
  world.crash(1);
  world.restart(1);
  t.is(diary(world.viewOf(1))[0], 'booted from null');
  t.true(after(0).includes('0 n1 crashed, 2 lost'));
  world.propose(1, 'eager');
  world.propose(1, 'lazy');
  world.crash(1);
  world.restart(1);
  t.is(diary(world.viewOf(1))[0], 'booted from eager');
  t.true(after(0).includes('0 n1 crashed, 1 lost'));
});

/** Four effects: a crash can fall at three places between them. */
const FOUR = { go: [send(2, 'a'), persist('vote'), send(2, 'b'), apply(1)] };
const BEFORE = ['0 n1 proposed go', '0 n1 sent a to n2'];
const SYNCED = '0 n1 synced, disk vote';
const CRASHED = 'during: proposed go';

for (const [point, lines] of [
  [0, [...BEFORE, `0 n1 crashed, 0 lost ${CRASHED}`]],
  [1, [...BEFORE, SYNCED, `0 n1 crashed, 0 lost ${CRASHED}`]],
  [2, [...BEFORE, SYNCED, '0 n1 sent b to n2', `0 n1 crashed, 0 lost ${CRASHED}`]],
  [3, [...BEFORE, `0 n1 crashed, 0 lost ${CRASHED}`]],
] as const) {
  test(`a crash within a step, at point ${point}: what was before it is done, what was after is not`, (t) => {
    const { world, after } = play(FOUR);
    world.crashWithinStep(1, point);
    world.propose(1, 'go');
    t.deepEqual(after(0), [...lines]);
    t.false(world.isUp(1));
    world.restart(1);
    const kept = lines.includes(SYNCED) ? 'vote' : 'null';
    t.is(diary(world.viewOf(1))[0], `booted from ${kept}`);
    world.propose(1, 'go');
    t.true(world.isUp(1), 'it crashes once');
  });
}

test('a crash within a step can fall right after a write that took its time', (t) => {
  const script = { go: [persist('vote'), send(2, 'yes')] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.crashWithinStep(1, 0);
  world.propose(1, 'go');
  t.deepEqual(after(9), ['7 n1 synced, disk vote', '7 n1 crashed, 0 lost during: proposed go']);
});

test('a crash within a step waits for a step that writes', (t) => {
  const { world } = play({ ...FOUR, talk: [send(2, 'a'), send(2, 'b')], save: [persist('x')] });
  world.crashWithinStep(1, 0);
  world.propose(1, 'talk');
  world.propose(1, 'save');
  t.true(world.isUp(1), 'there is nothing between the effects of these steps');
  world.propose(1, 'go');
  t.false(world.isUp(1));
});

test('a crash within a step can be called off', (t) => {
  const { world } = play(FOUR);
  world.crashWithinStep(1, 0);
  world.crashWithinStep(1, null);
  world.propose(1, 'go');
  t.true(world.isUp(1));
});

test('a crash forgets timers and what waited', (t) => {
  const { world, after } = play({ go: [setTimer('ring', 10)] });
  world.propose(1, 'go');
  world.pause(1);
  world.propose(1, 'waiting');
  world.crash(1);
  world.restart(1);
  after(0);
  world.pause(1);
  world.propose(1, 'awake');
  world.resume(1);
  t.deepEqual(after(50), ['0 n1 paused', '0 n1 resumed', '0 n1 proposed awake']);
});

test('a message to a node that is down is lost; one that arrives later reaches its next life', (t) => {
  const { world, after } = play({ go: [send(2, 'hello')] });
  world.crash(2);
  world.propose(1, 'go');
  after(0);
  t.deepEqual(after(5), ['5 n2 lost hello from n1: down']);
  world.propose(1, 'go');
  world.restart(2);
  after(0);
  t.deepEqual(after(5), ['10 n2 received hello from n1']);
});

test('what is done to a node that is down, or is up already, is not done', (t) => {
  const { world, after } = play({});
  world.crash(2);
  after(0);
  world.restart(1);
  world.crash(2);
  world.propose(2, 'anybody');
  world.pause(2);
  world.resume(2);
  t.deepEqual(after(10), []);
});

// Otherwise what a durable vote answered, and a message that was taken, vanish from the trace.
test('a crash while a step waits for its write names that step', (t) => {
  const { world, after } = play({ go: [persist('vote')] }, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  world.crash(1);
  t.deepEqual(after(0), ['0 n1 crashed, 1 lost during: proposed go']);
});

// Otherwise a message can be sent, never be received and never be lost.
test('a message that waits in a node that crashes is lost, and the trace says so', (t) => {
  const { world, after } = play({ go: [send(2, 'hello')] });
  world.pause(2);
  world.propose(1, 'go');
  world.elapse(5);
  world.crash(2);
  t.true(after(0).includes('5 n2 lost hello from n1: down'));
});
