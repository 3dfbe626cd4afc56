/** Builds the example in C, with a clang that has a target for WebAssembly. */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { builtOnce } from './built-once.ts';

const SCRIPT = fileURLToPath(new URL('../../examples/c-cowsql-raft/build.sh', import.meta.url));

/** The sources of the library are kept from one test run to the next. */
const COWSQL_RAFT_FOLDER = join(tmpdir(), 'whitewater-c');

const HOW_TO_GET = 'apt-get install clang lld wasi-libc libclang-rt-dev-wasm32';

/** With this code the script says that the library, or the compiler, is not to be had here. */
const LACKING = 3;

/** Why nothing can be built here; undefined as long as nothing has tried. */
let reason: string | null | undefined;

/**
 * The module that cowsql/raft is built into; null if this machine cannot build it. Without a
 * compiler that is a failure where CI is true. Sources that cannot be had are never one.
 */
export function built(
  t: ExecutionContext,
  settings: Readonly<Record<string, string>> = {},
): string | null {
  if (reason === undefined) reason = whyNoCompiler(t);
  if (reason === null) {
    const file = builtOnce(JSON.stringify(settings), (folder) => compiled(t, folder, settings));
    if (reason === null) return file;
  }
  t.log(`SKIPPED: ${reason}`);
  t.pass();
  return null;
}

function whyNoCompiler(t: ExecutionContext): string | null {
  const flags = ['--target=wasm32-wasi', '-x', 'c', '-', '-o', '/dev/null'];
  const input = 'int main(void) { return 0; }';
  const { status } = spawnSync('clang', flags, { input, encoding: 'utf8' });
  if (status === 0) return null;
  const why = `clang has no target for WebAssembly here (${HOW_TO_GET})`;
  if (process.env['CI'] === 'true') t.fail(`${why}: CI must build the example`);
  return why;
}

function compiled(
  t: ExecutionContext,
  folder: string,
  settings: Readonly<Record<string, string>>,
): string {
  const file = join(folder, 'cowsql-raft.wasm');
  const { status, stderr } = spawnSync('sh', [SCRIPT, file], {
    env: { ...process.env, COWSQL_RAFT_FOLDER, ...settings },
    encoding: 'utf8',
  });
  if (status === LACKING) reason = stderr.trim();
  else t.is(status, 0, `examples/c-cowsql-raft/build.sh: ${stderr}`);
  return file;
}
