/** Runs the command line as a process of its own, in an empty folder. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

const root = new URL('../../', import.meta.url);

export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is gone after the test. */
export function emptyFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * `onError` sees what has come on stderr so far, and may send signals; `imports` are modules that
 * the process loads first; `variables` are added to its environment.
 */
export function whitewater(
  folder: string,
  words: readonly string[],
  onError: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
  imports: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawned(folder, words, imports, variables);
  return ended(child, onError).then(({ code, stdout, stderr }) => ({ code, stdout, stderr }));
}

const TELLING = new Set(['FORCE_COLOR', 'GITHUB_ACTIONS', 'GITHUB_STEP_SUMMARY']);

/** Where these tests run must not change what they see: settings, and variables of the tests. */
export function neutralEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => {
    return !TELLING.has(name) && !name.startsWith('WHITEWATER_');
  });
  return Object.fromEntries(kept);
}

function spawned(
  folder: string,
  words: readonly string[],
  imports: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  const register = new URL('ts-register.mjs', root).href;
  const main = new URL('cli/main.ts', root).pathname;
  const loaded = [register, ...imports].flatMap((module) => ['--import', module]);
  return spawn(process.execPath, [...loaded, main, ...words], {
    cwd: folder,
    env: { ...neutralEnvironment(), ...variables },
  });
}

function ended(
  child: ChildProcessWithoutNullStreams,
  onError: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Killed> {
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onError(stderr, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** A process that was killed, or was faster. */
export interface Killed extends Ended {
  readonly signal: NodeJS.Signals | null;
}

/** Kills the process as soon as `isTime`, which is asked every few milliseconds. */
export async function killedWhen(
  folder: string,
  words: readonly string[],
  isTime: () => boolean,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<Killed> {
  const child = spawned(folder, words);
  const look = setInterval(() => {
    if (isTime()) child.kill(signal);
  }, 5);
  return ended(child, () => undefined).finally(() => clearInterval(look));
}

/** The numbered steps of a report: what stands beside them may tell times. */
export function stepsIn(report: string): readonly string[] {
  return report.split('\n').filter((line) => /^ {2}[▸✖ ] {1,4}\d+ {2}/.test(line));
}

/** A refusal: exit code 2, one line on stderr, nothing on stdout, nothing written. */
export async function isRefused(
  t: ExecutionContext,
  words: readonly string[],
  message: RegExp,
): Promise<void> {
  const folder = emptyFolder(t);
  const { code, stdout, stderr } = await whitewater(folder, words);
  const command = words.join(' ');
  t.is(code, 2, `${command}: exit code; stderr says ${stderr}`);
  t.is(stdout, '', `${command}: stdout`);
  t.regex(stderr, /^[^\n]+\n$/, `${command}: stderr is not one line`);
  t.regex(stderr, message);
  t.deepEqual(readdirSync(folder), [], `${command} has written something`);
}
