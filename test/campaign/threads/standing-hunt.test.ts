import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { runsBefore, StandingHunt } from '../../../campaign/threads/standing-hunt.ts';
import type { StoodStill } from '../../../campaign/threads/stood-still.ts';
import { slowModule } from './modules.ts';
import { smallHunt } from './requests.ts';

const REQUEST = smallHunt('faulty');

test('Runs before a standstill are those of the engines that the hunt has', (t) => {
  const timed = { runsBefore: { timed: 7, adversarial: 0 } };
  t.deepEqual(runsBefore(3, ['timed'], timed), { timed: 607, adversarial: 0 });
  const both = { runsBefore: { timed: 200, adversarial: 12 } };
  t.deepEqual(runsBefore(3, ['timed', 'adversarial'], both), { timed: 800, adversarial: 6012 });
  const adversarial = { runsBefore: { timed: 0, adversarial: 12 } };
  t.deepEqual(runsBefore(3, ['adversarial'], adversarial), { timed: 0, adversarial: 6012 });
});

test('A standstill while something is shrunk does not replace one of a chunk', (t) => {
  const hunt = new StandingHunt(REQUEST);
  const stoodStill = { kind: 'stoodStill' } as StoodStill;
  t.true(hunt.meets(stoodStill, 3));
  t.false(hunt.meets(stoodStill, null), 'it was met when all chunks were done');
  t.true(hunt.meets(stoodStill, 1), 'of two chunks, the first one counts');
});

test('Counting again ends soon after the time of the hunt, however slow the code is', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const module = slowModule(t, join(folder, 'steps'));
  const hunt = new StandingHunt({ ...REQUEST, module }, 100);
  const stoodStill = { kind: 'stoodStill', runsBefore: { timed: 150, adversarial: 0 } };
  hunt.meets(stoodStill as StoodStill, 0);
  const exact = new Promise((resolve) => {
    t.true(hunt.isRecounting(resolve), 'nothing is counted again');
  });
  hunt.windDown();
  t.is(await exact, null, 'what was not counted to its end is no count');
});
