import test from 'ava';
import { runsBefore } from '../../../campaign/threads/standing-hunt.ts';

test('Runs before a standstill are those of the engines that the hunt has', (t) => {
  const timed = { runsBefore: { timed: 7, adversarial: 0 } };
  t.deepEqual(runsBefore(3, ['timed'], timed), { timed: 607, adversarial: 0 });
  const both = { runsBefore: { timed: 200, adversarial: 12 } };
  t.deepEqual(runsBefore(3, ['timed', 'adversarial'], both), { timed: 800, adversarial: 6012 });
  const adversarial = { runsBefore: { timed: 0, adversarial: 12 } };
  t.deepEqual(runsBefore(3, ['adversarial'], adversarial), { timed: 0, adversarial: 6012 });
});
