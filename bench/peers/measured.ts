/** One command as a whole process: processor time and the most memory that it held. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Measured {
  readonly output: string;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** The largest resident set of any of its processes, in megabytes. */
  readonly megabytes: number;
}

const TIME = '/usr/bin/time';

/** Runs a command under a time limit; throws if it fails or does not come to its end. */
export async function measured(
  command: string,
  args: readonly string[],
  limitMs: number,
  cwd = process.cwd(),
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-peers-'));
  const figures = join(folder, 'figures');
  const child = spawn(TIME, ['-f', '%U %S %e %M', '-o', figures, command, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd,
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  const [user = 0, system = 0, wall = 0, kilobytes = 0] = readFileSync(figures, 'utf8')
    .trim()
    .split(' ')
    .map(Number);
  rmSync(folder, { recursive: true });
  return {
    output,
    cpuSeconds: user + system,
    wallSeconds: wall,
    megabytes: kilobytes / 1000,
  };
}
