// TypeScript sources as JavaScript: ts-node transpiles a source once, and what it made is kept beside
// the packages until the source changes, so that most starts never load the compiler.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

const root = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const shelf = join(root, 'node_modules', '.cache', 'whitewater', 'transpiled');

/**
 * A build turns `.ts` specifiers into `.js`; here Node finds the sources as they are named. All are
 * ES modules, as ts-hooks.mjs says to Node, whatever the package.json around them says.
 */
const asWritten = {
  rewriteRelativeImportExtensions: false,
  module: 'esnext',
  moduleResolution: 'bundler',
};

/** Everything but the source itself that decides what ts-node makes of it. */
const toolchain = [
  require('ts-node/package.json').version,
  require('typescript/package.json').version,
  readFileSync(join(root, 'tsconfig.json'), 'utf8'),
  JSON.stringify(asWritten),
].join('\n');

let compiler;

/** The source at `path` as JavaScript. Throws a `SyntaxError` if it is no TypeScript. */
export function transpiled(path) {
  const source = readFileSync(path, 'utf8');
  const key = digest(`${toolchain}\n${path}\n${source}`);
  const entry = join(shelf, digest(path));
  const kept = keptIn(entry);
  if (kept.startsWith(key)) return kept.slice(key.length);
  const made = compiled(source, path);
  keep(entry, key + made);
  return made;
}

function compiled(source, path) {
  compiler ??= require('ts-node').create({ cwd: root, compilerOptions: asWritten });
  try {
    return compiler.compile(source, path);
  } catch (cause) {
    // ts-node's own error does not survive the way from the hooks' thread to Node's.
    throw new SyntaxError(cause.message);
  }
}

function keptIn(entry) {
  try {
    return readFileSync(entry, 'utf8');
  } catch {
    return '';
  }
}

/** Renaming is atomic: a reader in another process sees the old entry or the new, never a half. */
function keep(entry, text) {
  const draft = `${entry}.${process.pid}.${threadId}`;
  try {
    mkdirSync(shelf, { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, entry);
  } catch {
    // A read-only checkout works too, only slower.
  }
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}
