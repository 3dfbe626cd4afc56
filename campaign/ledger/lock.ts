/** One campaign at a time in one folder. */
import {
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import { codeOf, makeFolder, shownPath } from '../findings/place.ts';

const LOCK_FILE = 'campaign.lock';

/** A campaign of another process has the folder. */
export class InUse extends Refusal {}

/** Locks that this process holds: another that names it is of an older process. */
const held = new Set<string>();

/**
 * Returns how to let go. Takes over the lock of a process that is gone; throws {@link InUse} if its
 * holder lives, and another {@link Refusal} if nothing can be written there.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, LOCK_FILE);
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  const isNew = isMade(folder);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (isWritten(file, mine)) {
      held.add(file);
      return () => {
        held.delete(file);
        if (textOf(file) === mine) rmSync(file, { force: true });
        if (isNew) removeIfEmpty(folder);
      };
    }
    const text = textOf(file);
    const holder = holderIn(text);
    if (holder !== null && isHolding(holder, file)) {
      throw new InUse(
        `${shownPath(folder)} is in use by another campaign (process ${holder.pid}); ` +
          'wait for it, or choose another folder with --out',
      );
    }
    takeAway(file, text);
  }
  throw new InUse(`${shownPath(file)} is written by several campaigns at once; try again`);
}

/** False if there is a lock already. */
function isWritten(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new Refusal(`${shownPath(file)} cannot be written (${codeOf(error)})`);
  }
}

/** Returns whether it was not there before. */
function isMade(folder: string): boolean {
  if (existsSync(folder)) return false;
  try {
    makeFolder(folder);
    return true;
  } catch (error) {
    throw new Refusal(`${shownPath(folder)} cannot be made (${codeOf(error)})`);
  }
}

/** A campaign that found nothing and keeps nothing leaves no folder behind. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // There is something in it, or it is gone.
  }
}

/** Between the look and this, another campaign may have taken over: then its lock is put back. */
function takeAway(file: string, seen: string | null): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (textOf(aside) !== seen) linkSync(aside, file);
  } catch {
    // It is gone, or taken: the next attempt looks again.
  } finally {
    rmSync(aside, { force: true });
  }
}

interface Holder {
  readonly pid: number;
  /** When it started, in whichever unit; empty if that is not known. */
  readonly start: string;
}

/** Null if the file is gone. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Null for what names no process. */
function holderIn(text: string | null): Holder | null {
  const [, pid = '0', start = ''] = /^(\d{1,10})(?: (\d*))?\n?$/.exec(text ?? '') ?? [];
  return Number(pid) > 0 ? { pid: Number(pid), start } : null;
}

/** Numbers of processes are given again, after a restart or in another container. */
function isHolding({ pid, start }: Holder, file: string): boolean {
  if (pid === process.pid) return held.has(file);
  const now = startOf(pid);
  return isAlive(pid) && (start === '' || now === '' || start === now);
}

/** Where the system says so; empty elsewhere. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program comes second, and may hold blanks and brackets.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[START_FIELD] ?? '';
  } catch {
    return '';
  }
}

/** Of the fields after the name. */
const START_FIELD = 19;

/** A process of another user may not be signalled, and lives. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
