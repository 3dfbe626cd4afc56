/**
 * A child process whose pipes can be read and written without an event loop: a run is one long
 * computation, and it wants each answer before it goes on.
 */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Complaints } from './complaints.ts';

export interface Pipes {
  readonly pid: number;
  /** Requests go in here. */
  readonly requests: number;
  /** Answers come out here. */
  readonly answers: number;
  readonly complaints: Complaints;
}

/**
 * Starts a command of the shell, as a group of processes that can be ended together.
 */
export function startPiped(command: string): Pipes {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  try {
    const [requests, answers] = [join(folder, 'requests'), join(folder, 'answers')];
    execFileSync('mkfifo', [requests, answers]);
    const complaints = new Complaints(join(folder, 'complaints'));
    // Opening one end of a pipe blocks until the other is open, unless one process holds both.
    const held = [openSync(requests, 'r+'), openSync(answers, 'r+')];
    const theirs = [openSync(requests, 'r'), openSync(answers, 'w')] as const;
    const ours = [openSync(requests, 'w'), openSync(answers, 'r')] as const;
    const stdio = [theirs[0], theirs[1], complaints.file];
    const child = spawn(command, { shell: true, detached: true, stdio });
    child.on('error', () => undefined);
    child.unref();
    // Ends of pipes that we keep would hide that the program has closed its own.
    for (const end of [...held, ...theirs]) closeSync(end);
    return { pid: child.pid ?? 0, requests: ours[0], answers: ours[1], complaints };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function closePipes({ requests, answers, complaints }: Pipes): void {
  for (const end of [requests, answers]) closeSync(end);
  complaints.close();
}
