// Two campaigns in one folder exclude each other; a lock outlives no holder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../../adapters/refusal.ts';
import { InUse, lockFolder } from '../../../campaign/ledger/lock.ts';

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a folder that is in use is refused with the process that uses it', (t) => {
  const folder = folderOf(t);
  const release = lockFolder(folder);
  t.throws(() => lockFolder(folder), {
    name: 'Refusal',
    message: new RegExp(`is in use by another campaign \\(process ${process.pid}\\)`),
  });
  release();
  t.notThrows(() => lockFolder(folder)());
  t.false(existsSync(join(folder, 'campaign.lock')));
});

test('the lock of a process that is gone is taken over, and so is a broken one', (t) => {
  const folder = folderOf(t);
  const gone = spawnSync(process.execPath, ['--eval', '']).pid;
  const anew = `${process.ppid} 1\n`;
  const mine = `${process.pid}\n`;
  for (const content of [`${gone}\n`, `${gone} 17\n`, '', 'not a number', mine, anew]) {
    writeFileSync(join(folder, 'campaign.lock'), content);
    t.notThrows(() => lockFolder(folder)(), `a lock with '${content}' in it was respected`);
  }
});

test('a lock says when its process started, for numbers of processes are given again', (t) => {
  const folder = folderOf(t);
  const file = join(folder, 'campaign.lock');
  const release = lockFolder(folder);
  const [, start = ''] = /^\d+ (\d*)\n$/.exec(readFileSync(file, 'utf8')) ?? [];
  release();
  // Another process that lives: where the system does not say when it started, it is respected.
  writeFileSync(file, `${process.ppid}\n`);
  t.throws(() => lockFolder(folder), { instanceOf: InUse });
  t.is(start !== '', existsSync('/proc/self/stat'));
});

test('whoever lets go does not take the lock of another with it', (t) => {
  const folder = folderOf(t);
  const file = join(folder, 'campaign.lock');
  const release = lockFolder(folder);
  writeFileSync(file, `${process.ppid}\n`);
  release();
  t.true(existsSync(file));
});

test('a folder that was made for the lock goes with it, unless something else is in it', (t) => {
  const folder = join(folderOf(t), 'out');
  lockFolder(folder)();
  t.false(existsSync(folder));
  const release = lockFolder(folder);
  writeFileSync(join(folder, 'finding'), '');
  release();
  t.true(existsSync(join(folder, 'finding')));
});

test('where nothing can be written, that is said, and no campaign is blamed', (t) => {
  const file = join(folderOf(t), 'file');
  writeFileSync(file, '');
  const error = t.throws(() => lockFolder(file), { instanceOf: Refusal });
  t.false(error instanceof InUse, error.message);
  t.is(readFileSync(file, 'utf8'), '');
});
