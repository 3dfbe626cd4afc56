/**
 * What was built is kept until the last test of a file has ended: linking takes longer than
 * hunting.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';

const folders: string[] = [];
const files = new Map<string, string>();

test.after.always('what was built is removed', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The file that `build` writes into a folder; built once for each name. */
export function builtOnce(name: string, build: (folder: string) => string): string {
  const known = files.get(name);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  folders.push(folder);
  const file = build(folder);
  files.set(name, file);
  return file;
}
