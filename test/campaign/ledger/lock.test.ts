// Two campaigns in one folder exclude each other; a lock outlives no holder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { lockFolder } from '../../../campaign/ledger/lock.ts';

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
  for (const content of [`${gone}\n`, '', 'not a number']) {
    writeFileSync(join(folder, 'campaign.lock'), content);
    t.notThrows(() => lockFolder(folder)(), `a lock with '${content}' in it was respected`);
  }
});
