/** Files that are there whole or not at all. */
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { Refusal } from '../../adapters/refusal.ts';
import { codeOf, makeFolder, objectionTo, shownPath } from './place.ts';

/** What a file shall hold. */
export interface FileText {
  readonly file: string;
  readonly text: string | Uint8Array;
}

/**
 * Writes beside the place and renames: a concurrent reader sees the old file or the new.
 * Throws a {@link Refusal} if nothing can be written there.
 */
export function writeAtomically(file: string, text: string | Uint8Array): void {
  writeTogether([{ file, text }]);
}

/** The same for files that belong together: if one of them cannot be written, none is. */
export function writeTogether(files: readonly FileText[]): void {
  const drafts = files.map((one) => ({
    ...one,
    draft: `${one.file}.${process.pid}-${threadId}.draft`,
  }));
  try {
    for (const { file, text, draft } of drafts) {
      refusing(file, () => {
        makeFolder(dirname(file));
        refuseDevice(file);
        writeFileSync(draft, text);
      });
    }
    for (const { file, draft } of drafts) refusing(file, () => renameSync(draft, file));
  } finally {
    for (const { draft } of drafts) discard(draft);
  }
}

/** Throws a {@link Refusal} of one line for whatever `write` throws. */
function refusing(file: string, write: () => void): void {
  const objection = objectionTo(file);
  if (objection !== null) {
    throw new Refusal(`${shownPath(file)} cannot be written: it ${objection}`);
  }
  try {
    write();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${shownPath(file)} cannot be written (${codeOf(error)})`);
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
