import test from 'ava';
import type { Action } from '../../faults/action.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import { raft } from '../../targets/raft.ts';
import { Stage } from './stage.ts';

const propose = (command: string): Action => ({ kind: 'propose', node: 1, command });
const crash: Action = { kind: 'crash', node: 1 };
const rejoin: Action = { kind: 'rejoin', node: 1 };

function commandsOf(stage: Stage): string[] | undefined {
  return stage.world.viewOf(1)?.log.map(({ command }) => command);
}

test('a crash keeps what was synced and loses what was not', (t) => {
  const stage = new Stage();
  stage.does(propose('keep a'), propose('cache b'), propose('cache c'));
  t.deepEqual(commandsOf(stage), ['keep a', 'cache b', 'cache c']);
  t.true(stage.does(crash));
  t.is(stage.happened('crashed')[0]?.lostWrites, 2);
  t.true(stage.does(rejoin));
  t.deepEqual(commandsOf(stage), ['keep a']);
});

test('a synced write makes durable what was cached before it', (t) => {
  const stage = new Stage();
  stage.does(propose('cache a'), propose('keep b'), crash, rejoin);
  t.deepEqual(commandsOf(stage), ['cache a', 'keep b']);
});

test('only who is up can crash, and only who is down can rejoin', (t) => {
  const stage = new Stage();
  t.false(stage.does(rejoin));
  t.true(stage.does(crash));
  t.false(stage.does(crash));
  t.false(stage.does(propose('keep a')), 'nobody is there to take it');
  t.false(stage.does({ kind: 'pause', node: 1 }));
  t.true(stage.does(rejoin));
});

test('who is down hears nothing and says nothing', (t) => {
  const stage = new Stage();
  stage.does(crash);
  t.deepEqual(stage.hearing(), ['2<3', '3<2']);
  t.true(stage.happened('lost').some(({ why }) => why === 'down'));
});

for (const point of [0, 1, 2, 3]) {
  test(`a crash within a step falls between two of its effects: point ${point}`, (t) => {
    const stage = new Stage();
    stage.does({ kind: 'crashWithinStep', node: 1, point }, propose('keep a'));
    // The step writes, then sends two notes: a crash can fall after the write or after one note.
    const notes = stage.recorder.lines.filter(({ event }) => event.kind === 'sent');
    t.is(notes.length, point % 2);
    t.is(stage.happened('crashed')[0]?.during?.kind, 'proposed');
    t.false(stage.world.isUp(1));
    stage.does(rejoin);
    t.deepEqual(commandsOf(stage), ['keep a'], 'the write came first, and it was synced');
  });
}

test('a crash within a step waits for a step that writes', (t) => {
  const stage = new Stage();
  stage.does({ kind: 'crashWithinStep', node: 1, point: 0 });
  stage.elapse(500);
  t.true(stage.world.isUp(1), 'pings write nothing');
  stage.does(propose('cache a'));
  t.false(stage.world.isUp(1));
  stage.does(rejoin);
  t.deepEqual(commandsOf(stage), [], 'the write had not been synced');
});

test('who is paused says nothing, and once resumed hears all that has arrived', (t) => {
  const stage = new Stage(2);
  const pause: Action = { kind: 'pause', node: 1 };
  t.true(stage.does(pause));
  t.false(stage.does(pause), 'it is paused already');
  stage.elapse(450);
  t.deepEqual([stage.heard(1, 2), stage.heard(2, 1)], [0, 0]);
  t.true(stage.does({ kind: 'resume', node: 1 }));
  t.is(stage.heard(1, 2), 4);
  stage.elapse(10);
  t.is(stage.heard(2, 1), 1, 'its timer ran out once, however long it stood still');
  t.false(stage.does({ kind: 'resume', node: 1 }), 'it runs already');
});

test('a crash ends a pause', (t) => {
  const stage = new Stage();
  stage.does({ kind: 'pause', node: 1 }, crash, rejoin);
  t.false(stage.does({ kind: 'resume', node: 1 }));
  t.deepEqual(stage.hearing(), ['1<2', '1<3', '2<1', '2<3', '3<1', '3<2']);
});

test('what follows a write waits for a slow disk, and a crash meanwhile loses the write', (t) => {
  const stage = new Stage(2);
  t.true(stage.does({ kind: 'slowDisk', node: 1, syncMs: 70 }, propose('keep a')));
  stage.elapse(69);
  t.is(stage.happened('persisted').length, 0);
  stage.elapse(1);
  t.is(stage.happened('persisted').length, 1);
  stage.elapse(5);
  t.is(stage.heard(2, 1), 1, 'the note left only after the write');
  stage.does(propose('keep b'));
  stage.elapse(10);
  stage.does(crash, rejoin);
  t.deepEqual(commandsOf(stage), ['keep a']);
});

test('a disk is as slow as it was last said to be', (t) => {
  const stage = new Stage(2);
  t.false(stage.does({ kind: 'slowDisk', node: 1, syncMs: 0 }), 'it is at its own pace already');
  t.true(stage.does({ kind: 'slowDisk', node: 1, syncMs: 70 }));
  t.false(stage.does({ kind: 'slowDisk', node: 1, syncMs: 70 }));
  t.true(stage.does({ kind: 'slowDisk', node: 1, syncMs: 0 }));
  t.false(stage.does({ kind: 'slowDisk', node: 1, syncMs: 0 }), 'it is at its own pace again');
  stage.does(propose('keep a'));
  t.is(stage.happened('persisted').length, 1);
});

test('with a slow disk a vote is granted only once it is durable', (t) => {
  const stage = new Stage(3, raft, 7, DEFAULT_NETWORK);
  stage.does({ kind: 'slowDisk', node: 3, syncMs: 90 });
  stage.elapse(1500);
  const arrived = stage.happened('received');
  const grants = arrived.filter(
    ({ from, meaning }) => from === 3 && 'voteGranted' in meaning && meaning.voteGranted,
  );
  t.true(grants.length > 0, 'n3 granted no vote: choose another seed');
  for (const grant of grants) {
    const request = arrived.find(
      ({ node, from, meaning }) =>
        meaning.kind === 'requestVote' &&
        meaning.term === grant.meaning.term &&
        node === grant.from &&
        from === grant.node,
    );
    t.true(grant.sentAtMs - (request?.sentAtMs ?? Infinity) > 90);
  }
});
