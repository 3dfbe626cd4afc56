// The board: written in one thread at every step, read in another.
import test from 'ava';
import { Stop, StepBoard } from '../../../campaign/threads/step-board.ts';

test('whoever reads the board sees the step under way, and whether it is over', (t) => {
  const writer = new StepBoard();
  const reader = new StepBoard(writer.shared);
  t.is(reader.read().count, 0);
  writer.enterBoot(3, 5);
  t.like(reader.read(), { place: 'boot', node: 3, nodes: 5, timeMs: null });
  writer.leave();
  writer.enterStep(2, { kind: 'timerFired', timer: 'election', luck: 0 }, 120);
  t.like(reader.read(), { place: 'timerFired', node: 2, timer: 'election', timeMs: 120 });
  writer.leave();
  writer.enterStep(1, { kind: 'timerFired', timer: 'heartbeat', luck: 0 }, null);
  t.like(reader.read(), { node: 1, timer: 'heartbeat', timeMs: null });
  writer.leave();
  writer.enterStep(4, { kind: 'received', from: 2, message: {} }, 7);
  t.like(reader.read(), { place: 'received', node: 4, from: 2, timeMs: 7 });
});

test('the count is odd inside of a step, even outside, and never the same twice', (t) => {
  const board = new StepBoard();
  const counts = [board.read().count];
  for (let step = 0; step < 3; step += 1) {
    board.enter('view', 1);
    counts.push(board.read().count);
    board.leave();
    counts.push(board.read().count);
  }
  t.deepEqual(
    counts.map((count) => count % 2),
    [0, 1, 0, 1, 0, 1, 0],
  );
  t.is(new Set(counts).size, counts.length);
});

test('names beyond the room of the board are left out, and harm no others', (t) => {
  const board = new StepBoard();
  const fire = (timer: string): string => {
    board.enterStep(1, { kind: 'timerFired', timer, luck: 0 }, 0);
    return board.read().timer;
  };
  const names = Array.from({ length: 30 }, (_, index) => `t${index}`);
  t.deepEqual(names.map(fire), names);
  t.is(fire('one too many'), '');
  t.is(fire('t7'), 't7');
});

test('a request to stop is not taken back by a weaker one', (t) => {
  const board = new StepBoard();
  t.deepEqual([board.isHuntingOver, board.isStopped], [false, false]);
  board.askToStop(Stop.hunting);
  t.deepEqual([board.isHuntingOver, board.isStopped], [true, false]);
  board.askToStop(Stop.all);
  board.askToStop(Stop.hunting);
  t.deepEqual([board.isHuntingOver, board.isStopped], [true, true]);
});
