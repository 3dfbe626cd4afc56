// The run under way: written in one thread, read in another, which knows nothing else of it.
import test from 'ava';
import { StepBoard } from '../../../campaign/threads/step-board.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { DEFAULT_NETWORK } from '../../../simulator/settings.ts';

const SETTING = { nodes: 3, seed: 7, timing: LAB_TIMING, settings: DEFAULT_NETWORK };
const PROPOSED = { kind: 'propose', node: 1, command: 'ä → ü' } as const;

test('whoever reads the board sees the run, and the actions that have begun', (t) => {
  const writer = new StepBoard();
  const reader = new StepBoard(writer.shared);
  t.is(reader.run.read(), null);
  writer.run.begins({ kind: 'scenario', ...SETTING, actions: [] });
  t.deepEqual(reader.run.read(), { kind: 'scenario', ...SETTING, actions: [] });
  writer.run.acts({ kind: 'elapse', ms: 5 });
  writer.run.acts({ kind: 'crash', node: 2 });
  const actions = [
    { kind: 'elapse', ms: 5 },
    { kind: 'crash', node: 2 },
  ];
  t.deepEqual(reader.run.read(), { kind: 'scenario', ...SETTING, actions });
  const schedule = { nodes: 3, timing: LAB_TIMING, decisions: [PROPOSED] };
  writer.run.begins({ kind: 'schedule', ...schedule });
  t.deepEqual(reader.run.read(), { kind: 'schedule', ...schedule }, 'it is mixed with the first');
});

test('requests are counted anew in every run', (t) => {
  const board = new StepBoard();
  const run = { kind: 'schedule', nodes: 3, timing: LAB_TIMING, decisions: [] } as const;
  for (const requests of [3, 2]) {
    board.run.begins(run);
    for (let request = 1; request <= requests; request += 1) {
      board.enterBoot(request, 3);
      t.is(board.read().request, request);
      board.leave();
    }
  }
});

test('a run that is too long for the board is not read, and harms no other', (t) => {
  const board = new StepBoard();
  const long = { ...PROPOSED, command: 'x'.repeat(1_000_000) };
  board.run.begins({ kind: 'schedule', nodes: 3, timing: LAB_TIMING, decisions: [long] });
  t.is(board.run.read(), null);
  t.is(board.read().nodes, 0);
  board.run.begins({ kind: 'scenario', ...SETTING, actions: [] });
  t.is(board.run.read()?.kind, 'scenario');
  for (let count = 0; count < 50_000; count += 1) board.run.acts({ kind: 'crash', node: 1 });
  t.true(board.run.read() === null, 'a run of which the end is missing is another run');
});
