import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A text file of this project, by its path from the root. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Where the project is checked out. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const notOurs = new Set(['node_modules', '.git', 'dist', 'coverage', '.whitewater']);

/** What a command makes or downloads, and git ignores. */
const MADE = ['docs/api/', 'examples/c-cowsql-raft/library/', 'examples/rust-raft-rs/target/'];

/** Files of the project whose names end so; what is made, copied or installed aside. */
export function textFiles(endings: readonly string[]): readonly TextFile[] {
  return allPaths()
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .filter((path) => !/\/(fixtures|golden|node_modules)\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Paths of all files, from the root, packages and what commands make aside. */
export function allPaths(): readonly string[] {
  return readdirSync(root, { withFileTypes: true, recursive: false })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(entry.name) : [entry.name]))
    .filter((path) => !MADE.some((folder) => path.startsWith(folder)));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
