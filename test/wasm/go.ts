/** Builds an example with the Go of this machine. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { builtOnce } from './built-once.ts';
import type { Replacement } from './planted.ts';

const MIN_MINOR = 24;

/** Null if Go is there and can export functions of WebAssembly; else why not. */
export function whyNoGo(): string | null {
  const { stdout, error } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (error !== undefined) return 'there is no Go on this machine';
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
  const isEnough = Number(major) > 1 || Number(minor) >= MIN_MINOR;
  return isEnough ? null : `Go 1.${MIN_MINOR} is needed, and here is ${major}.${minor}`;
}

/** How an example is built. */
export interface Build {
  /** Variables of its package main. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What is planted in the library of this path; the library on this machine stays as it is. */
  readonly library?: string;
  readonly planted?: readonly Replacement[];
}

/**
 * The module that an example is built into; null if this machine cannot build it, which is a
 * failure only where CI is true.
 */
export function built(t: ExecutionContext, example: string, build: Build = {}): string | null {
  const why = whyNoGo();
  if (why !== null) {
    if (process.env['CI'] === 'true') t.fail(`${why}: CI must build the examples`);
    t.log(`SKIPPED: ${why}`);
    t.pass();
    return null;
  }
  return builtOnce(JSON.stringify([example, build]), (folder) => linked(t, example, build, folder));
}

function linked(
  t: ExecutionContext,
  example: string,
  { settings = {}, library = '', planted = [] }: Build,
  folder: string,
): string {
  const file = join(folder, `${example}.wasm`);
  const set = Object.entries(settings).map(([name, value]) => `-X main.${name}=${value}`);
  const flags = ['-buildmode=c-shared', '-ldflags', ['-s', '-w', ...set].join(' '), '-o', file];
  if (planted.length > 0) flags.push('-modfile', withPlanted(folder, example, library, planted));
  const { status, stderr } = go(example, ['build', ...flags, '.']);
  t.is(status, 0, `go build in examples/${example}: ${stderr}`);
  return file;
}

function go(
  example: string,
  given: readonly string[],
): { status: number | null; stderr: string; stdout: string } {
  return spawnSync('go', given, {
    cwd: new URL(`../../examples/${example}/`, import.meta.url),
    env: { ...process.env, GOOS: 'wasip1', GOARCH: 'wasm' },
    encoding: 'utf8',
  });
}

/** Where the sources of a library lie that an example is built with. */
function sources(example: string, library: string): string {
  return go(example, ['list', '-m', '-f', '{{.Dir}}', library]).stdout.trim();
}

/** Copies the library, plants in the copy, and writes a go.mod that takes it. */
function withPlanted(
  folder: string,
  example: string,
  library: string,
  planted: readonly Replacement[],
): string {
  const copy = join(folder, 'library');
  cpSync(sources(example, library), copy, { recursive: true });
  // What Go downloads is read-only, and so would be the copy.
  for (const within of [copy, ...foldersIn(copy)]) chmodSync(within, 0o755);
  for (const { file, line, by } of planted) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(line)) throw new Error(`${file} of ${library} has no line "${line}"`);
    chmodSync(path, 0o644);
    writeFileSync(
      path,
      text.replace(line, () => by),
    );
  }
  const own = fileURLToPath(new URL(`../../examples/${example}/`, import.meta.url));
  const moduleFile = join(folder, 'go.mod');
  cpSync(join(own, 'go.sum'), join(folder, 'go.sum'));
  const replaced = `${readFileSync(join(own, 'go.mod'), 'utf8')}replace ${library} => ${copy}\n`;
  writeFileSync(moduleFile, replaced);
  return moduleFile;
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}
