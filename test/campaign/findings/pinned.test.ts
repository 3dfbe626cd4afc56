import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readPinned } from '../../../campaign/findings/finding-file.ts';
import { checkPinned, type Pinned } from '../../../campaign/findings/pinned.ts';
import { Refusal } from '../../../adapters/refusal.ts';
import { pinnedFiles, savePinned } from '../../../campaign/findings/regressions.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { raft } from '../../../targets/raft.ts';
import { decidedFinding } from '../../reports/decided.ts';
import { VOTE_CLEARED } from '../../reports/decided-stories.ts';

const { target } = VOTE_CLEARED;
const finding = decidedFinding(VOTE_CLEARED);
const broken: Pinned = { finding, expect: 'violated' };
const mended: Pinned = { finding, expect: 'held' };

function emptyFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a pinned finding is read again as it was, from a folder named after its property', async (t) => {
  const folder = emptyFolder(t);
  const file = savePinned(folder, broken);
  t.is(file, join(folder, 'one-vote-per-term', `${finding.id}.json`));
  t.deepEqual(pinnedFiles(folder), [file]);
  t.deepEqual(await readPinned(file), broken);
  t.is(savePinned(folder, mended), file, 'another expectation of the same finding replaces it');
  t.deepEqual(await readPinned(file), mended);
});

test('a folder that is not there has nothing pinned; other files are left alone', (t) => {
  const folder = emptyFolder(t);
  t.deepEqual(pinnedFiles(join(folder, 'nowhere')), []);
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  writeFileSync(join(folder, 'a', 'README.md'), '');
  writeFileSync(join(folder, 'a', 'b', 'deep.json'), '');
  t.deepEqual(pinnedFiles(folder), [join(folder, 'a', 'b', 'deep.json')]);
  t.throws(() => pinnedFiles(join(folder, 'a', 'README.md')), { instanceOf: Refusal });
});

test('a file that was edited into nonsense is refused in one line', async (t) => {
  const file = join(emptyFolder(t), 'x.json');
  const refusalOf = async (content: object): Promise<string> => {
    writeFileSync(file, JSON.stringify(content));
    const refusal = await t.throwsAsync(readPinned(file), { instanceOf: Refusal });
    t.notRegex(refusal?.message ?? '', /\n/, 'a refusal is one line');
    return refusal?.message ?? '';
  };
  t.regex(await refusalOf(finding), /expect/);
  t.regex(await refusalOf({ ...finding, expect: 'hope' }), /expect/);
  t.regex(await refusalOf({ ...finding, expect: 'held', target: 'raft' }), /it was edited/);
  t.regex(await refusalOf({ expect: 'held' }), /no finding of whitewater/);
});

test('what must break breaks as pinned, or has gone another way', (t) => {
  t.deepEqual(checkPinned(target, broken), { kind: 'asExpected', skipped: 0 });
  t.is(checkPinned(raft, broken).kind, 'wentAnotherWay');
  const otherDigest = { ...finding, digest: '0123456789abcdef' };
  t.is(checkPinned(target, { ...broken, finding: otherDigest }).kind, 'wentAnotherWay');
});

test('what must hold holds, even where its decisions cannot all be made any more', (t) => {
  t.is(checkPinned(target, mended).kind, 'broken');
  t.deepEqual(checkPinned(raft, mended), { kind: 'asExpected', skipped: 0 });
  const brittle: PureTarget = {
    ...(raft as PureTarget),
    step: () => {
      throw new TypeError('no such peer');
    },
  };
  t.deepEqual(checkPinned(brittle, mended), { kind: 'threw', error: 'TypeError: no such peer' });
});
