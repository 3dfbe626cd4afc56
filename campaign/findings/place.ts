/** Places that a user may name for files, and those that no file can ever go to. */
import { realpathSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import { printable } from '../../trace/printable.ts';

/** The kernel's own folders: they look like folders, and keep nothing that is put into them. */
const KERNEL_FOLDERS: readonly string[] = ['/proc', '/sys'];

/** Why nothing can be kept at `path`, as the rest of a sentence; null if something can. */
export function objectionTo(path: string): string | null {
  if (path === '') return 'is empty: name a folder or a file';
  if (path.includes('\0')) return 'has a zero byte in it';
  const real = realPlace(resolve(path));
  const kernels = KERNEL_FOLDERS.find((folder) => `${real}${sep}`.startsWith(`${folder}${sep}`));
  return kernels === undefined ? null : `is in ${kernels}, which keeps no files`;
}

/**
 * Makes a folder and those above it, one by one: in some file systems `recursive` tries for ever.
 * Throws what the file system throws.
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(folder)) throw error;
  }
}

/** One line about a file system's error: its code says most. */
export function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : String(error);
}

/** What `look` finds out about a path; throws a {@link Refusal} if the file system refuses. */
export function lookedAt<Seen>(path: string, look: () => Seen): Seen {
  try {
    return look();
  } catch (error) {
    throw new Refusal(`${shownPath(path)}: it cannot be read (${codeOf(error)})`);
  }
}

const MAX_SHOWN = 200;

/** Harmless for a terminal, and no longer than anyone reads. */
export function shownPath(path: string): string {
  return printable(path.length > MAX_SHOWN ? `${path.slice(0, MAX_SHOWN)}…` : path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Where links lead to, of as much of the path as exists. */
function realPlace(path: string): string {
  for (let existing = path; ; existing = dirname(existing)) {
    try {
      return `${realpathSync(existing)}${path.slice(existing.length)}`;
    } catch {
      if (existing === dirname(existing)) return path;
    }
  }
}
