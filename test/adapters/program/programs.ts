/** Programs for tests of the step protocol. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { connectProgram, type ConnectedProgram } from '../../../adapters/program/connected.ts';
import { Patience } from '../../../adapters/program/patience.ts';
import { startProgram, type StartedProgram } from '../../../adapters/program/started-program.ts';
import { emptyFolder } from '../../cli/whitewater.ts';

const root = new URL('../../../', import.meta.url);

/** The example, as it is in the documentation. */
export const ELECTION = new URL('examples/step-protocol/raft_election.py', root).pathname;

/** A command that starts the program that holds its nodes; `more`: what it can besides. */
export function heldCommandOf(way: string, ...more: readonly string[]): string {
  const file = new URL('held-program.mjs', import.meta.url).pathname;
  return [`'${process.execPath}' '${file}'`, way, ...more].join(' ');
}

/** The same for the program that keeps nothing; `way` is how it misbehaves. */
export function commandOf(way: string): string {
  return `'${process.execPath}' '${new URL('step-program.mjs', import.meta.url).pathname}' ${way}`;
}

/** A program that is ended with its test. */
export async function started(
  t: ExecutionContext,
  command: string,
  limitMs = 2000,
): Promise<StartedProgram> {
  const program = await startProgram({ command, limitMs, transcript: null });
  t.teardown(program.close);
  return program;
}

/** The same without a watchdog, which takes its time to start. */
export function connected(t: ExecutionContext, command: string): ConnectedProgram {
  const request = { command, limitMs: 2000, transcript: null };
  const program = connectProgram({
    request,
    patience: new Patience().shared,
    others: [],
    hello: null,
  });
  t.teardown(program.close);
  return program;
}

/** The example of a program that holds its nodes. */
export const HELD_ELECTION = new URL('examples/step-protocol/held-election.mjs', root).pathname;

/** A command for that example, with other words in its hello or its rules. */
export function editedElection(
  t: ExecutionContext,
  edits: Readonly<Record<string, string>>,
): string {
  let source = readFileSync(HELD_ELECTION, 'utf8');
  for (const [from, to] of Object.entries(edits)) {
    t.true(source.includes(from), `the example no longer has the words ${from}`);
    source = source.replace(from, to);
  }
  const file = join(emptyFolder(t), 'election.mjs');
  writeFileSync(file, source);
  return `'${process.execPath}' '${file}'`;
}

/** Says so in the log if the example cannot be tested here. */
export function hasPython(t: ExecutionContext): boolean {
  const isThere = spawnSync('python3', ['--version']).status === 0;
  if (!isThere) t.log('skipped: install python3 to test the example in examples/step-protocol');
  return isThere;
}

/** Processes of this machine whose command line holds this text. */
export function processesWith(text: string): readonly string[] {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(text) && !line.includes('cli/main.ts'));
}

/** Waits until no process is left whose command line holds this text. */
export async function haveEnded(t: ExecutionContext, text: string): Promise<void> {
  for (let tries = 0; tries < 500 && processesWith(text).length > 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  t.deepEqual(processesWith(text), [], 'end the whole group of processes');
}
