import test from 'ava';
import type { HuntRequest } from '../../../campaign/threads/hunt-request.ts';
import { runsBefore, StandingHunt } from '../../../campaign/threads/standing-hunt.ts';
import type { StoodStill } from '../../../campaign/threads/stood-still.ts';

test('Runs before a standstill are those of the engines that the hunt has', (t) => {
  const timed = { runsBefore: { timed: 7, adversarial: 0 } };
  t.deepEqual(runsBefore(3, ['timed'], timed), { timed: 607, adversarial: 0 });
  const both = { runsBefore: { timed: 200, adversarial: 12 } };
  t.deepEqual(runsBefore(3, ['timed', 'adversarial'], both), { timed: 800, adversarial: 6012 });
  const adversarial = { runsBefore: { timed: 0, adversarial: 12 } };
  t.deepEqual(runsBefore(3, ['adversarial'], adversarial), { timed: 0, adversarial: 6012 });
});

test('A standstill while something is shrunk does not replace one of a chunk', (t) => {
  const hunt = new StandingHunt({ target: 'raft' } as HuntRequest);
  const stoodStill = { kind: 'stoodStill' } as StoodStill;
  t.true(hunt.meets(stoodStill, 3));
  t.false(hunt.meets(stoodStill, null), 'it was met when all chunks were done');
  t.true(hunt.meets(stoodStill, 1), 'of two chunks, the first one counts');
});
