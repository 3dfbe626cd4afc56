// How a run without a clock ends of which is asked where it can still go.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { failForGood, fire, loseAll } from '../../simulator/decide.ts';
import { lengthOf } from '../../simulator/decision.ts';
import { UntimedCluster } from '../../simulator/untimed-cluster.ts';
import { raft } from '../../targets/raft.ts';
import { Recorder } from '../../trace/trace.ts';

function cluster(): { readonly cluster: UntimedCluster<unknown>; readonly recorder: Recorder } {
  const recorder = new Recorder();
  const setup = { nodes: 3, timing: LAB_TIMING };
  return { cluster: new UntimedCluster<unknown>(raft, setup, recorder), recorder };
}

test('losing all takes every message out, and is no decision if nothing is under way', (t) => {
  const { cluster: three, recorder } = cluster();
  t.false(three.perform(loseAll()), 'nothing was under way');
  three.perform(fire(1, 'election'));
  t.true(three.perform(loseAll()));
  t.deepEqual(three.inFlight, []);
  t.deepEqual(three.performed, [fire(1, 'election'), loseAll()]);
  const lost = recorder.lines.filter(({ event }) => event.kind === 'lost');
  t.is(lost.length, 2, 'both requests for votes are lost, each as an event');
});

test('a node that fails for good takes no step, and what is sent to it is lost', (t) => {
  const { cluster: three, recorder } = cluster();
  three.perform(fire(1, 'election'));
  t.true(three.perform(failForGood(3)));
  t.deepEqual(three.failed, [3]);
  t.true(three.inFlight.every(({ node }) => node !== 3));
  t.false(three.perform(fire(3, 'election')), 'its timers are gone');
  t.false(three.perform({ kind: 'crash', node: 3 }), 'it cannot crash again');
  t.false(three.perform(failForGood(3)));
  three.perform(fire(2, 'election'));
  t.true(three.inFlight.every(({ node }) => node !== 3));
  const down = recorder.lines.filter(({ event }) => event.kind === 'lost' && event.why === 'down');
  t.is(down.length, 2, 'one message was on its way, and one was sent later');
  t.true(three.enabled('x').every((step) => !('node' in step) || step.node !== 3));
});

test('how a run ends is no part of its length', (t) => {
  t.is(lengthOf([fire(1, 'election'), loseAll(), failForGood(3)]), 1);
});
