import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../../adapters/refusal.ts';
import { writeAtomically } from '../../../campaign/findings/atomic-file.ts';
import { FailedRuns } from '../../../campaign/findings/failed-runs.ts';
import { makeFolder, objectionTo } from '../../../campaign/findings/place.ts';
import { decidedFinding } from '../../reports/decided.ts';
import { VOTE_CLEARED, VOTE_NOT_PERSISTED } from '../../reports/decided-stories.ts';

function emptyFolder(t: ExecutionContext): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('an empty path and the kernel’s folders are refused, by whatever way they are reached', (t) => {
  const folder = emptyFolder(t);
  fs.symlinkSync('/proc', join(folder, 'link'));
  fs.symlinkSync(join(folder, 'link'), join(folder, 'again'));
  const up = relative(process.cwd(), '/');
  const ways = [
    '/proc',
    '/proc/x/y',
    '//proc//x',
    '/tmp/../proc/x',
    join(up, 'proc', 'x'),
    '/sys/x',
  ];
  for (const path of [...ways, join(folder, 'link', 'x'), join(folder, 'again', 'x', 'y')]) {
    t.regex(objectionTo(path) ?? 'none', /^is in \/(proc|sys), which keeps no files$/, path);
    t.throws(() => writeAtomically(join(path, 'a', 'b'), ''), { instanceOf: Refusal }, path);
  }
  t.regex(objectionTo('') ?? 'none', /^is empty/);
  for (const path of ['.', '/procession', join(folder, 'proc'), join(folder, 'new', 'x')]) {
    t.is(objectionTo(path), null, `${path} is a place like any other`);
  }
});

test('folders are made one by one, and where that is not possible, it ends at once', (t) => {
  const folder = emptyFolder(t);
  const deep = join(folder, ...new Array<string>(40).fill('d'));
  makeFolder(deep);
  t.true(fs.existsSync(deep));
  // mkdir with `recursive` never returns from here.
  t.throws(() => makeFolder('/proc/whitewater/x'), { code: 'ENOENT' });
  t.throws(() => makeFolder(join(folder, 'x'.repeat(300))), { code: 'ENAMETOOLONG' });
});

test('what is in the way of a file is neither replaced nor a stack trace', (t) => {
  const folder = emptyFolder(t);
  fs.writeFileSync(join(folder, 'file'), 'kept');
  fs.mkdirSync(join(folder, 'folder'));
  fs.symlinkSync('loop', join(folder, 'loop'));
  const ways: readonly (readonly [string, RegExp])[] = [
    [join(folder, 'file', 'x'), /\((EEXIST|ENOTDIR)\)/],
    [join(folder, 'folder'), /a folder is in its place/],
    [join(folder, 'loop', 'x'), /\(ELOOP\)/],
    [join(folder, 'x'.repeat(300)), /\(ENAMETOOLONG\)/],
    ['/dev/null', /it is not a file/],
  ];
  for (const [path, reason] of ways) {
    const refusal = t.throws(() => writeAtomically(path, 'new'), { instanceOf: Refusal });
    t.regex(refusal?.message ?? '', reason);
    t.regex(refusal?.message ?? '', /^[^\n]{1,300}$/, 'a refusal is one line');
  }
  t.is(fs.readFileSync(join(folder, 'file'), 'utf8'), 'kept');
});

test('a log that cannot be kept is told once, and the hunt goes on', (t) => {
  const out = emptyFolder(t);
  const { run } = decidedFinding(VOTE_CLEARED);
  const kept = new FailedRuns(out, '0x1', 'raft');
  kept.keep(run, []);
  t.deepEqual([kept.kept, kept.lost, kept.isFull], [1, null, false]);
  fs.writeFileSync(join(out, 'file'), '');
  const lost = new FailedRuns(join(out, 'file'), '0x1', 'raft');
  lost.keep(run, []);
  lost.keep(run, []);
  t.regex(
    lost.lost ?? 'nothing',
    /^[^\n]+failed-1-[0-9a-f]{12}\.ndjson cannot be written \((EEXIST|ENOTDIR)\)$/,
  );
  t.deepEqual([lost.kept, lost.isFull], [0, true]);
});

test('logs of the same seed and target are kept beside those of an earlier hunt', (t) => {
  const out = emptyFolder(t);
  const runs = [VOTE_CLEARED, VOTE_NOT_PERSISTED, VOTE_CLEARED].map((story) => {
    return decidedFinding(story).run;
  });
  const folders = runs.map((run) => {
    const logs = new FailedRuns(out, '0x1', 'raft');
    logs.keep(run, []);
    return logs.folder;
  });
  const [folder = ''] = folders;
  t.is(fs.readdirSync(folder).length, 2, 'each log once, and none in the place of another');
});
