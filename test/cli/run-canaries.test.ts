// Known defects that a campaign hunts for: whether it may be trusted about unknown ones.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import test from 'ava';
import { Refusal } from '../../adapters/refusal.ts';
import { SUBJECTS } from '../../campaign/mutant-cases.ts';
import { canariesOf } from '../../cli/canary-option.ts';
import { canaryCodeOf, canaryFaults } from '../../cli/run-canaries.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

const FINE = { asExpected: 3, missed: [], accused: [] } as const;

test('a known defect that is missed is 5, and a sound variant that is accused is 1', (t) => {
  t.is(canaryCodeOf(FINE), 0);
  t.is(canaryCodeOf({ ...FINE, missed: ['half-is-a-quorum'] }), 5);
  t.is(canaryCodeOf({ ...FINE, missed: ['half-is-a-quorum'], accused: ['idle'] }), 1);
  t.deepEqual(canaryFaults(FINE), []);
  t.deepEqual(canaryFaults({ ...FINE, missed: ['one', 'two'] }), [
    'known defects that were not found: one, two',
  ]);
});

test('long profiles hunt for all of them, in the first shard alone', (t) => {
  const all = SUBJECTS.map(({ known }) => known.id);
  t.deepEqual(canariesOf(undefined, 'quick', undefined), []);
  t.deepEqual(canariesOf(undefined, 'nightly', undefined), all);
  t.deepEqual(canariesOf(undefined, 'soak', { index: 1, count: 2 }), all);
  t.deepEqual(canariesOf(undefined, 'soak', { index: 2, count: 2 }), []);
  t.deepEqual(canariesOf(false, 'nightly', undefined), []);
  t.deepEqual(canariesOf('half-is-a-quorum', 'quick', undefined), ['half-is-a-quorum']);
  const message = /^unknown mutant or control 'half'; .+$/;
  t.throws(() => canariesOf('half', 'quick', undefined), { instanceOf: Refusal, message });
});

test('run says what became of them, and merge judges by it', async (t) => {
  const folder = emptyFolder(t);
  const hunt = ['run', 'raft', '--runs', '1', '--seed', '1', '--no-progress'];
  const words = [...hunt, '--canaries', 'half-is-a-quorum', '--blob', 'one.gz'];
  const { code, stdout, stderr } = await whitewater(folder, words);
  t.is(code, 0, stderr);
  t.regex(stdout, /^ ✔ 1 canary as expected$/m);
  const blob = join(folder, 'one.gz');
  const record = JSON.parse(gunzipSync(readFileSync(blob)).toString()) as { canaries: unknown };
  t.deepEqual(record.canaries, { asExpected: 1, missed: [], accused: [] });
  record.canaries = { asExpected: 0, missed: ['half-is-a-quorum'], accused: [] };
  writeFileSync(blob, gzipSync(JSON.stringify(record)));
  const merged = await whitewater(folder, ['merge', 'one.gz']);
  t.is(merged.code, 5, merged.stderr);
  t.regex(merged.stderr, /^known defects that were not found: half-is-a-quorum$/m);
});
