/** The folder of pinned findings: one file each, under the name of its property. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../search/finding.ts';
import { writeAtomically } from './atomic-file.ts';
import type { Pinned } from './pinned.ts';
import { lookedAt, shownPath } from './place.ts';
import { Refusal } from '../../adapters/refusal.ts';

export function pinnedFile(folder: string, { property, id }: Finding): string {
  return join(folder, property, `${id}.json`);
}

/**
 * Overwrites what was expected of the same run before, and nothing else. Returns the file; throws
 * a {@link Refusal}.
 */
export function savePinned(folder: string, { finding, expect }: Pinned): string {
  const file = pinnedFile(folder, finding);
  if (existsSync(file) && !isPinOf(finding, file)) {
    throw new Refusal(`${shownPath(file)} is no pinned finding of this id: move it away`);
  }
  writeAtomically(file, `${JSON.stringify({ ...finding, expect }, null, 2)}\n`);
  return file;
}

function isPinOf({ id }: Finding, file: string): boolean {
  const text = lookedAt(file, () => readFileSync(file, 'utf8'));
  try {
    return (JSON.parse(text) as { readonly id?: unknown } | null)?.id === id;
  } catch {
    return false;
  }
}

/** Far more than anyone pins: beyond it, the folder is another one than was meant. */
const MAX_ENTRIES = 20_000;

/**
 * All pinned files, in alphabetical order; none if there is no such folder. Throws a
 * {@link Refusal} for what is no folder of findings.
 */
export function pinnedFiles(folder: string): readonly string[] {
  const status = lookedAt(folder, () => statSync(folder, { throwIfNoEntry: false }));
  if (status === undefined) return [];
  if (!status.isDirectory()) throw new Refusal(`${shownPath(folder)}: it is not a folder`);
  const files: string[] = [];
  const folders = [folder];
  let seen = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const place = next;
    for (const entry of lookedAt(place, () => readdirSync(place, { withFileTypes: true }))) {
      seen += 1;
      if (entry.isDirectory()) folders.push(join(place, entry.name));
      else if (entry.name.endsWith('.json')) files.push(join(place, entry.name));
    }
    if (seen > MAX_ENTRIES) {
      throw new Refusal(`${shownPath(folder)}: it has over ${MAX_ENTRIES} entries; name another`);
    }
  }
  return files.sort();
}
