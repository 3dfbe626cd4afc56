/** How fast a program that speaks the step protocol is taken through its steps. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connectProgram } from '../adapters/program/connected.ts';
import { Patience } from '../adapters/program/patience.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { timed } from './timed.ts';

const STEPS = 10_000;

const PROGRAMS = {
  node: ['test/adapters/program/step-program.mjs', `'${process.execPath}'`],
  python: ['examples/step-protocol/raft_election.py', 'python3'],
} as const;

/** Steps per second, one request and one answer each; null if the language is not installed. */
export function programRate(language: keyof typeof PROGRAMS): number | null {
  const [path, interpreter] = PROGRAMS[language];
  if (language === 'python' && spawnSync(interpreter, ['--version']).status !== 0) return null;
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const request = { command: `${interpreter} '${file}'`, limitMs: 1000, transcript: null };
  const program = connectProgram({
    request,
    patience: new Patience().shared,
    others: [],
    hello: null,
  });
  const { target } = program;
  const message = { kind: 'appendEntries', term: 0 } as const;
  let { state } = target.boot({ self: 1, nodes: 3, timing: LAB_TIMING }, null);
  const seconds = timed(() => {
    for (let step = 0; step < STEPS; step += 1) {
      ({ state } = target.step(state, { kind: 'received', from: 2, message }, step));
    }
  });
  program.close();
  return STEPS / seconds;
}
