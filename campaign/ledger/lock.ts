/** One campaign at a time in one folder. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import { codeOf, makeFolder, shownPath } from '../findings/place.ts';

const LOCK_FILE = 'campaign.lock';

/**
 * Returns how to let go. Takes over the lock of a process that is gone; throws a {@link Refusal} if
 * its holder lives.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, LOCK_FILE);
  const mine = `${process.pid}\n`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (isWritten(file, folder, mine)) {
      return () => {
        if (holderOf(file) === process.pid) rmSync(file, { force: true });
      };
    }
    const holder = holderOf(file);
    if (holder !== null && isAlive(holder)) {
      throw new Refusal(
        `${shownPath(folder)} is in use by another campaign (process ${holder}); wait for it, or ` +
          'choose another folder with --out',
      );
    }
    rmSync(file, { force: true });
  }
  throw new Refusal(`${shownPath(file)} is written by several campaigns at once; try again`);
}

function isWritten(file: string, folder: string, text: string): boolean {
  try {
    makeFolder(folder);
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new Refusal(`${shownPath(file)} cannot be written (${codeOf(error)})`);
  }
}

/** Null if the file is gone, or holds no number. */
function holderOf(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** A process of another user may not be signalled, and lives. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
