/** What decides what a chunk yields, beside its configuration: the code, as a hash of its files. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** All that a run is made of; reports and commands change no run. */
const FOLDERS: readonly string[] = [
  'adapters',
  'core',
  'faults',
  'properties',
  'search',
  'simulator',
  'targets',
  'trace',
];

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Also of the modules of users: a target that was edited is another one. */
export function codeVersion(modules: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    for (const file of sourcesIn(folder)) hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  for (const module of modules) hash.update(readFileSync(module));
  return hash.digest('hex').slice(0, 16);
}

/** In alphabetical order; packages of others are named by their exact version in the sources. */
function sourcesIn(folder: string): readonly string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries
    .filter(({ name }) => name !== 'node_modules')
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourcesIn(path);
      return /\.[jt]s$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
    });
}
