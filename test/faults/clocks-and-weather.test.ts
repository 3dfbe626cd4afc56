import test from 'ava';
import type { Action } from '../../faults/action.ts';
import { PING_MS, type Message } from './echo-target.ts';
import { Stage } from './stage.ts';

/** When a node's timer fired, in world time. */
function ticksOf(stage: Stage, node: number): number[] {
  return stage
    .happened('timerFired')
    .filter((fired) => fired.node === node)
    .map(({ timeMs }) => timeMs);
}

test('a clock that jumps forward fires timers early, and only its own', (t) => {
  const stage = new Stage(2);
  t.true(stage.does({ kind: 'jumpClock', node: 1, byMs: 30 }));
  stage.elapse(250);
  t.deepEqual(ticksOf(stage, 1), [70, 170]);
  t.deepEqual(ticksOf(stage, 2), [100, 200]);
});

test('a timer that a clock jumps over fires at once, and only once', (t) => {
  const stage = new Stage(2);
  stage.elapse(20);
  stage.does({ kind: 'jumpClock', node: 1, byMs: 2000 });
  stage.elapse(200);
  t.deepEqual(ticksOf(stage, 1), [20, 120, 220]);
});

test('a clock that is set back makes timers late', (t) => {
  const stage = new Stage(2);
  t.true(stage.does({ kind: 'jumpClock', node: 2, byMs: -250 }));
  stage.elapse(400);
  t.deepEqual(ticksOf(stage, 2), [350]);
});

test('a jump by nothing, or of a node that is down, does not apply', (t) => {
  const stage = new Stage(2);
  t.false(stage.does({ kind: 'jumpClock', node: 1, byMs: 0 }));
  t.false(stage.does({ kind: 'crash', node: 1 }, { kind: 'jumpClock', node: 1, byMs: 10 }));
});

test('a clock at 200 % doubles the pace of its node, at 50 % halves it', (t) => {
  const stage = new Stage(3);
  stage.does({ kind: 'driftClock', node: 1, percent: 200 });
  stage.does({ kind: 'driftClock', node: 2, percent: 50 });
  stage.elapse(1000);
  t.deepEqual(
    [1, 2, 3].map((node) => ticksOf(stage, node).length),
    [20, 5, 10],
  );
});

test('a clock drifts until it is told to run true again', (t) => {
  const stage = new Stage(2);
  const runTrue: Action = { kind: 'driftClock', node: 1, percent: 100 };
  t.false(stage.does(runTrue), 'it runs true already');
  t.true(stage.does({ kind: 'driftClock', node: 1, percent: 200 }));
  t.false(stage.does({ kind: 'driftClock', node: 1, percent: 200 }));
  stage.elapse(200);
  t.true(stage.does(runTrue));
  t.false(stage.does(runTrue), 'it runs true again');
  stage.elapse(200);
  t.deepEqual(ticksOf(stage, 1), [50, 100, 150, 200, 300, 400]);
});

test('a loss of 100 % loses all messages until the spell is over', (t) => {
  const stage = new Stage(2);
  stage.does({ kind: 'loseMessages', percent: 100, forMs: 450 });
  stage.elapse(450);
  t.deepEqual([stage.heard(1, 2), stage.happened('lost').length], [0, 8]);
  t.deepEqual(stage.hearing(), ['1<2', '2<1']);
});

test('a loss of some percent loses about as many', (t) => {
  const stage = new Stage(3);
  stage.does({ kind: 'loseMessages', percent: 30, forMs: 60_000 }, { kind: 'elapse', ms: 60_000 });
  const sent = stage.recorder.lines.filter(({ event }) => event.kind === 'sent').length;
  const percent = (100 * stage.happened('lost').length) / sent;
  t.true(percent > 26 && percent < 34, `lost ${percent.toFixed(1)} % of ${sent}`);
});

test('duplication delivers each message twice until the spell is over', (t) => {
  const stage = new Stage(2);
  stage.does({ kind: 'duplicateMessages', percent: 100, forMs: 450 });
  stage.elapse(450);
  t.is(stage.heard(1, 2), 8);
  t.is(stage.happened('received').filter(({ copy }) => copy).length, 8, 'four copies each way');
  stage.elapse(100);
  t.is(stage.heard(1, 2), 9);
});

test('a delay lets later messages overtake earlier ones, and loses none', (t) => {
  const stage = new Stage(2);
  stage.does({ kind: 'delayMessages', byMs: 1000, forMs: 2000 });
  stage.elapse(4000);
  const ticks = stage
    .happened('received')
    .filter(({ node }) => node === 2)
    .map(({ message }) => (message as Extract<Message, { kind: 'ping' }>).tick);
  const inOrder = [...ticks].sort((a, b) => a - b);
  t.notDeepEqual(ticks, inOrder);
  t.deepEqual(
    inOrder,
    Array.from({ length: ticks.length }, (_, place) => place + 1),
  );
});

test('a new spell replaces the old one of its kind', (t) => {
  const stage = new Stage(2);
  stage.does({ kind: 'loseMessages', percent: 100, forMs: 2000 });
  stage.does({ kind: 'loseMessages', percent: 100, forMs: 150 });
  stage.elapse(PING_MS * 2 + 10);
  t.is(stage.heard(1, 2), 1);
});

test('time passes only when told to', (t) => {
  const stage = new Stage(2);
  stage.does({ kind: 'crash', node: 1 }, { kind: 'elapse', ms: 123 }, { kind: 'rejoin', node: 1 });
  t.is(stage.world.nowMs, 123);
});

test('nothing applies once the world has ended', (t) => {
  const stage = new Stage(2);
  stage.world.halt();
  t.false(stage.does({ kind: 'elapse', ms: 10 }));
  t.false(stage.does({ kind: 'crash', node: 1 }));
});
