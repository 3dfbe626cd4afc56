/** Copies of the project in which mutants live: the checkout itself never changes. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mutated, type Mutant } from './mutators.ts';

const left = new Set(['node_modules', '.git', '.whitewater', 'dist', 'coverage', 'docs', 'corpus']);

/**
 * Makes one copy. It lies within the project, so that Node finds the packages of the project, and
 * has a `node_modules` of its own for what is cached.
 */
export function copyOf(root: string, number: number): string {
  const copy = join(root, '.whitewater', 'mutation', `copy-${number}`);
  mkdirSync(join(copy, 'node_modules'), { recursive: true });
  // What was transpiled for an earlier run stays on the shelf.
  for (const old of readdirSync(copy).filter((name) => name !== 'node_modules')) {
    rmSync(join(copy, old), { recursive: true, force: true });
  }
  for (const name of readdirSync(root).filter((each) => !left.has(each))) {
    const skipsPackages = (path: string): boolean => !path.endsWith('node_modules');
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: skipsPackages });
  }
  return copy;
}

/** Does something while the mutant is in the copy, and takes it out again. */
export async function withMutant<Result>(
  copy: string,
  mutant: Mutant,
  act: () => Promise<Result>,
): Promise<Result> {
  const path = join(copy, mutant.path);
  const text = readFileSync(path, 'utf8');
  await write(copy, path, mutated(text, mutant));
  try {
    return await act();
  } finally {
    await write(copy, path, text);
  }
}

/** What is needed of the module hooks of the project. */
interface Hooks {
  load(url: string, context: object, nextLoad: () => never): Promise<unknown>;
}

/**
 * Writes a source, and has the hooks of the copy transpile it here, where the compiler is loaded
 * already: the tests find the outcome on the hooks' shelf. That halves the time of a mutant.
 */
async function write(copy: string, path: string, text: string): Promise<void> {
  writeFileSync(path, text);
  const hooks = (await import(pathToFileURL(join(copy, 'ts-hooks.mjs')).href)) as Hooks;
  const refuse = (): never => {
    throw new Error(`${path} is no source: mutants live in .ts files`);
  };
  await hooks.load(pathToFileURL(path).href, {}, refuse);
}
