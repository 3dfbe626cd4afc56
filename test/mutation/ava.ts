/** Runs test files of a copy, and ends them when they take too long. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type TestOutcome = 'passed' | 'failed' | 'timed-out';

/** The package does not export its command. */
const entryPoint = createRequire(import.meta.url).resolve('ava');
const ava = join(dirname(entryPoint), 'cli.mjs');

/** A mutant may eat all the memory that there is. */
const nodeOptions = '--max-old-space-size=1024';

/** Groups of processes that run now: an interrupt does not reach them by itself. */
const running = new Set<number>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const pid of running) endGroup(pid);
    process.exit(1);
  });
}

/** Stops at the first failure. */
export function runTests(
  copy: string,
  files: readonly string[],
  limitMs: number,
): Promise<TestOutcome> {
  const child = spawn(process.execPath, [ava, '--fail-fast', '--concurrency=1', ...files], {
    cwd: copy,
    // A group of its own: ava starts a process for each file, and all of them must end.
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: nodeOptions, CI: 'true' },
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      if (pid !== undefined) endGroup(pid);
    }, limitMs);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (pid !== undefined) running.delete(pid);
      if (isLate) resolve('timed-out');
      else resolve(code === 0 ? 'passed' : 'failed');
    });
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group ended by itself in the meantime.
  }
}
