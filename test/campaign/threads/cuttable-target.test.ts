// Slow code is cut short when the time is over, but not while a failure is looked at.
import test from 'ava';
import { cuttable } from '../../../campaign/threads/cuttable-target.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { raft } from '../../../targets/raft.ts';

const { state } = raft.boot({ self: 1, nodes: 3, timing: LAB_TIMING }, null);

test('a run ends within itself when its time is over', (t) => {
  const board = { isRunOver: false, isStopped: false };
  const { target } = cuttable(raft, board);
  const steps = (): unknown => target.step(state, { kind: 'proposed', command: 'x' }, null);
  t.notThrows(steps);
  board.isRunOver = true;
  t.throws(steps, { name: 'RunCutShort' });
});

test('what is done unhurried goes on until all shall end at once, and no longer', (t) => {
  const board = { isRunOver: true, isStopped: false };
  const { target, unhurried } = cuttable(raft, board);
  const steps = (): unknown => target.step(state, { kind: 'proposed', command: 'x' }, null);
  t.notThrows(() => unhurried(steps));
  t.throws(steps, { name: 'RunCutShort' }, 'the run after it has time that it does not have');
  board.isStopped = true;
  t.throws(() => unhurried(steps), { name: 'RunCutShort' });
});
