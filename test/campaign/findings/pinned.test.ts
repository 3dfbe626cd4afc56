import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readPinned } from '../../../campaign/findings/finding-file.ts';
import { FindingsStore } from '../../../campaign/findings/findings-store.ts';
import { checkPinned, type Pinned } from '../../../campaign/findings/pinned.ts';
import { Refusal } from '../../../adapters/refusal.ts';
import { pinnedFiles, savePinned } from '../../../campaign/findings/regressions.ts';
import { checkFile } from '../../../cli/check-command.ts';
import { findingId } from '../../../search/identity.ts';
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
  t.deepEqual(checkPinned(target, broken), { kind: 'asExpected' });
  t.is(checkPinned(raft, broken).kind, 'wentAnotherWay');
  const otherDigest = { ...finding, digest: '0123456789abcdef' };
  t.is(checkPinned(target, { ...broken, finding: otherDigest }).kind, 'wentAnotherWay');
});

test('what must hold holds, or breaks, or throws', (t) => {
  t.is(checkPinned(target, mended).kind, 'broken');
  t.deepEqual(checkPinned(raft, mended), { kind: 'asExpected' });
  const brittle: PureTarget = {
    ...(raft as PureTarget),
    step: () => {
      throw new TypeError('no such peer');
    },
  };
  t.deepEqual(checkPinned(brittle, mended), { kind: 'threw', error: 'TypeError: no such peer' });
});

test('what must hold proves nothing where its decisions are not possible any more', async (t) => {
  const { run } = finding;
  if (run.kind !== 'schedule') return t.fail('the story is not one of decisions any more');
  // A timer that no node of raft has: as if the target had been rewritten since.
  const decisions = [...run.decisions, { kind: 'fire', node: 1, timer: 'long-gone' } as const];
  const changed = { ...finding, run: { ...run, decisions } };
  const outdated = { ...changed, id: findingId(finding.target, finding.property, changed.run) };
  t.is(checkPinned(raft, { finding: outdated, expect: 'held' }).kind, 'outdated');

  const folder = emptyFolder(t);
  const sound = { ...outdated, target: 'raft' };
  const pinned = { ...sound, id: findingId('raft', sound.property, sound.run) };
  const file = savePinned(folder, { finding: pinned, expect: 'held' });
  const checked = await checkFile(file);
  t.false(checked.isFine, 'check must fail: a run that is not possible proves nothing');
  t.is(checked.code, 3);
  t.regex(
    checked.text,
    /^keeps one-vote-per-term, which proves nothing; a decision could not be made, first number 7 /,
  );
});

test('a pinned file is read like any finding, by its path', async (t) => {
  const folder = emptyFolder(t);
  for (const pinned of [broken, mended]) {
    const file = savePinned(folder, pinned);
    t.deepEqual(await new FindingsStore('elsewhere').load(file), finding);
  }
});

test('pinning replaces what was pinned of the same run, and no other file', (t) => {
  const folder = emptyFolder(t);
  const file = savePinned(folder, broken);
  t.is(savePinned(folder, mended), file);
  for (const foreign of ['notes', 'null', '{"id":"another"}']) {
    writeFileSync(file, foreign);
    const message = /is no pinned finding of this id: move it away$/;
    t.throws(() => savePinned(folder, broken), { instanceOf: Refusal, message });
    t.is(readFileSync(file, 'utf8'), foreign);
  }
});

test('whatever is wrong with one file becomes a line of check, never its end', async (t) => {
  const folder = emptyFolder(t);
  const file = join(folder, 'x.json');
  writeFileSync(file, '{"whitewater":2}');
  const { isFine, code, text } = await checkFile(file);
  t.deepEqual({ isFine, code }, { isFine: false, code: 2 });
  t.true(text.startsWith(`${file}: `), text);
});
