/** Builds an example with the Go of this machine. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

const MIN_MINOR = 24;

/** Null if Go is there and can export functions of WebAssembly; else why not. */
export function whyNoGo(): string | null {
  const { stdout, error } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (error !== undefined) return 'there is no Go on this machine';
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
  const isEnough = Number(major) > 1 || Number(minor) >= MIN_MINOR;
  return isEnough ? null : `Go 1.${MIN_MINOR} is needed, and here is ${major}.${minor}`;
}

/**
 * The module that an example is built into; null if this machine cannot build it, which is a
 * failure only where CI is true. `settings` are variables of its package main.
 */
export function built(
  t: ExecutionContext,
  example: string,
  settings: Readonly<Record<string, string>> = {},
): string | null {
  const why = whyNoGo();
  if (why !== null) {
    if (process.env['CI'] === 'true') t.fail(`${why}: CI must build the examples`);
    t.log(`SKIPPED: ${why}`);
    t.pass();
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, `${example}.wasm`);
  const set = Object.entries(settings).map(([name, value]) => `-X main.${name}=${value}`);
  const flags = ['-buildmode=c-shared', '-ldflags', ['-s', '-w', ...set].join(' '), '-o', file];
  const { status, stderr } = spawnSync('go', ['build', ...flags, '.'], {
    cwd: new URL(`../../examples/${example}/`, import.meta.url),
    env: { ...process.env, GOOS: 'wasip1', GOARCH: 'wasm' },
    encoding: 'utf8',
  });
  t.is(status, 0, `go build in examples/${example}: ${stderr}`);
  return file;
}
