/** Runs test files of a copy in one process, and ends it when it takes too long. */
import { spawn } from 'node:child_process';

export type Outcome = 'passed' | 'failed' | 'timed-out';

export interface TestRun {
  readonly outcome: Outcome;
  /** The file in which it ended. */
  readonly lastFile: string;
  /** What a failure printed. */
  readonly complaint: string;
}

const RUNNER = 'test/mutation/one-process.ts';

/** A mutant may eat all the memory that there is. */
const NODE_ARGUMENTS = ['--max-old-space-size=1024', '--import=./ts-register.mjs', RUNNER];

/** Stops at the first failure. */
export function runTests(
  copy: string,
  files: readonly string[],
  limitMs: number,
): Promise<TestRun> {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, ...files], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  let complaint = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const lastFile = printed.trimEnd().split('\n').at(-1) ?? '';
      const ended = code === 0 ? 'passed' : 'failed';
      resolve({ outcome: signal === 'SIGKILL' ? 'timed-out' : ended, lastFile, complaint });
    });
  });
}
