// The module hooks behind ts-register.mjs: ts-node transpiles a source once, and what it made is
// kept beside the packages until the source changes, so that most starts never load the compiler.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

const root = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const shelf = join(root, 'node_modules', '.cache', 'whitewater', 'transpiled');

/** A build turns `.ts` specifiers into `.js`; here Node finds the sources as they are named. */
const asWritten = { rewriteRelativeImportExtensions: false };

/** Everything but the source itself that decides what ts-node makes of it. */
const toolchain = [
  require('ts-node/package.json').version,
  require('typescript/package.json').version,
  readFileSync(join(root, 'tsconfig.json'), 'utf8'),
  JSON.stringify(asWritten),
].join('\n');

let compiler;

/**
 * Node's `resolve` hook: examples import this project by its name, as its users do. A source that is
 * named beside another needs none of Node's own steps, which take a sixth of the time of a start.
 */
export function resolve(specifier, context, nextResolve) {
  if (specifier === 'whitewater') return sourceAt(new URL('./library/index.ts', import.meta.url));
  if (!specifier.startsWith('.') || !specifier.endsWith('.ts')) {
    return nextResolve(specifier, context);
  }
  const url = new URL(specifier, context.parentURL);
  return existsSync(url) ? sourceAt(url) : nextResolve(specifier, context);
}

function sourceAt(url) {
  return { url: url.href, format: 'module', shortCircuit: true };
}

/** Node's `load` hook: TypeScript sources outside of node_modules are ES modules, transpiled. */
export async function load(url, context, nextLoad) {
  const { protocol, pathname } = new URL(url);
  const isSource = protocol === 'file:' && pathname.endsWith('.ts');
  if (!isSource || pathname.includes('/node_modules/')) return nextLoad(url, context);
  return { format: 'module', shortCircuit: true, source: transpiled(fileURLToPath(url)) };
}

function transpiled(path) {
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
