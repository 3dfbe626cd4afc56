/** Files that are there whole or not at all. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { Refusal } from '../../adapters/refusal.ts';

/**
 * Writes beside the place and renames: whoever reads meanwhile sees the old file or the new.
 * Throws a {@link Refusal} if nothing can be written there.
 */
export function writeAtomically(path: string, text: string): void {
  const draft = `${path}.${process.pid}-${threadId}.draft`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    discard(draft);
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new Refusal(`${path} cannot be written (${code})`);
  }
}

/** Without a complaint: where nothing can be written, there may be nothing to remove. */
function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // The refusal that follows says what is wrong with the place.
  }
}
