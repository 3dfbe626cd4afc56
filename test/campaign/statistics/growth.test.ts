import test from 'ava';
import { addedBySecondHalf, Growth } from '../../../campaign/statistics/growth.ts';

test('nothing has grown before the first run, nor in a campaign that goes on from there', (t) => {
  const before = new Growth();
  t.deepEqual(before.points, []);
  const resumed = new Growth();
  for (const { runs, states } of before.points) resumed.note(runs, states);
  resumed.note(0, 0);
  resumed.note(200, 500);
  t.deepEqual(resumed.points, [{ runs: 200, states: 500 }]);
});

test('what the second half has added is told once there are two halves', (t) => {
  const growth = new Growth();
  growth.note(200, 500);
  t.is(addedBySecondHalf(growth.points), null, 'one point has no halves');
  growth.note(400, 600);
  t.is(addedBySecondHalf(growth.points), 100 / 600);
});
