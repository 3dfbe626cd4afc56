/** Files that are there whole or not at all. */
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { Refusal } from '../../adapters/refusal.ts';
import { codeOf, makeFolder, objectionTo, shownPath } from './place.ts';

/**
 * Writes beside the place and renames: a concurrent reader sees the old file or the new.
 * Throws a {@link Refusal} if nothing can be written there.
 */
export function writeAtomically(path: string, text: string | Uint8Array): void {
  const objection = objectionTo(path);
  if (objection !== null) {
    throw new Refusal(`${shownPath(path)} cannot be written: it ${objection}`);
  }
  const draft = `${path}.${process.pid}-${threadId}.draft`;
  try {
    makeFolder(dirname(path));
    refuseDevice(path);
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    discard(draft);
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${shownPath(path)} cannot be written (${codeOf(error)})`);
  }
}

/** A rename would put a file in the place of a device or a pipe, for all who use it. */
function refuseDevice(path: string): void {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined || status.isFile()) return;
  const what = status.isDirectory() ? 'a folder is in its place' : 'it is not a file';
  throw new Refusal(`${shownPath(path)} cannot be written: ${what}`);
}

/** Without a complaint: where nothing can be written, there may be nothing to remove. */
function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // The refusal that follows says what is wrong with the place.
  }
}
