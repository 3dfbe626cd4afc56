/** Files that cannot be read: they go out of the way, and are never deleted. */
import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { lookedAt, shownPath } from './place.ts';

/** Returns a line that names both places; throws a {@link Refusal} if not even that can be done. */
export function setAside(file: string): string {
  return `${shownPath(file)} cannot be read and is set aside as ${shownPath(moved(file))}`;
}

/** For a line that has named the file: its new name, without its folder. Throws the same. */
export function movedAside(file: string): string {
  return shownPath(basename(moved(file)));
}

function moved(file: string): string {
  let count = 1;
  while (existsSync(`${file}.broken-${count}`)) count += 1;
  const aside = `${file}.broken-${count}`;
  lookedAt(file, () => renameSync(file, aside));
  return aside;
}
