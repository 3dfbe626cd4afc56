/** Which tests can notice a mutant: those of its folder that import its source, if indirectly. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/**
 * Test files of the folder that mirrors the one of the source, and that reach the source. The one
 * with the name of the source comes first: most mutants end there, before the slower tests.
 */
export function testsOf(root: string, path: string): readonly string[] {
  const folder = posix.join('test', dirname(path));
  const own = posix.join('test', path.replace(/\.ts$/, '.test.ts'));
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => posix.join(folder, name))
    .filter((test) => reachedFrom(root, test).has(path))
    .sort((one, other) => Number(other === own) - Number(one === own) || (one < other ? -1 : 1));
}

const known = new Map<string, ReadonlySet<string>>();

function reachedFrom(root: string, start: string): ReadonlySet<string> {
  const before = known.get(start);
  if (before !== undefined) return before;
  const reached = new Set([start]);
  for (const path of reached) for (const next of importsOf(root, path)) reached.add(next);
  known.set(start, reached);
  return reached;
}

function importsOf(root: string, path: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = text.matchAll(/(?:from|import\(|import) ?'(\.{1,2}\/[^']+\.ts)'/g);
  return [...specifiers]
    .map(([, specifier = '']) => posix.join(dirname(path), specifier))
    .filter((imported) => existsSync(join(root, imported))); // Comments show imports, too.
}
