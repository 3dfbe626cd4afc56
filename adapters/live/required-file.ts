/** Which file code in a realm gets for what it requires. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What of a package CommonJS code is given. */
const CONDITIONS: readonly string[] = ['node', 'require', 'node-addons', 'default'];

interface Manifest {
  readonly name?: string;
  readonly exports?: unknown;
}

/**
 * As the file at `from` would find it. Of packages that have an ES module for newer versions of
 * Node beside their CommonJS (the condition `module-sync`), it is the latter: a realm cannot load
 * the former. Throws as Node does.
 */
export function requiredFile(specifier: string, from: string): string {
  const found = createRequire(from).resolve(specifier);
  const [, name, rest = ''] = /^(@[^/]+[/][^/]+|[^./@][^/]*)([/].+)?$/.exec(specifier) ?? [];
  if (name === undefined) return found;
  const home = homeOf(name, found);
  if (home === null || !JSON.stringify(home.exports ?? null).includes('"module-sync"')) {
    return found;
  }
  const file = chosen(entryOf(home.exports, `.${rest}`));
  return file === null ? found : join(home.folder, file);
}

/** The package of this name that the file belongs to. */
function homeOf(name: string, file: string): (Manifest & { readonly folder: string }) | null {
  const require = createRequire(file);
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = manifestIn(folder, require);
    if (manifest?.name === name) return { ...manifest, folder };
  }
  return null;
}

function manifestIn(folder: string, require: NodeJS.Require): Manifest | null {
  try {
    return require(join(folder, 'package.json')) as Manifest;
  } catch {
    return null;
  }
}

/** Of what a package exports: a map of subpaths, or the main entry alone. */
function entryOf(exported: unknown, subpath: string): unknown {
  const entries = exported as Readonly<Record<string, unknown>>;
  const hasSubpaths = Object.keys(entries).some((key) => key.startsWith('.'));
  return hasSubpaths ? entries[subpath] : exported;
}

/** Null if no condition applies. */
function chosen(entry: unknown): string | null {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return null;
  for (const [condition, inner] of Object.entries(entry)) {
    if (!Array.isArray(entry) && !CONDITIONS.includes(condition)) continue;
    const file = chosen(inner);
    if (file !== null) return file;
  }
  return null;
}
