/** The folder of pinned findings: one file each, under the name of its property. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../search/finding.ts';
import { writeAtomically } from './atomic-file.ts';
import type { Pinned } from './pinned.ts';
import { Refusal } from '../../adapters/refusal.ts';

export function pinnedFile(folder: string, { property, id }: Finding): string {
  return join(folder, property, `${id}.json`);
}

/** Overwrites what was expected of the same finding before. Returns the file. */
export function savePinned(folder: string, { finding, expect }: Pinned): string {
  const file = pinnedFile(folder, finding);
  writeAtomically(file, `${JSON.stringify({ ...finding, expect }, null, 2)}\n`);
  return file;
}

/** All pinned files, in alphabetical order; none if there is no such folder. */
export function pinnedFiles(folder: string): readonly string[] {
  const status = statSync(folder, { throwIfNoEntry: false });
  if (status === undefined) return [];
  if (!status.isDirectory()) throw new Refusal(`${folder}: it is not a folder`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
