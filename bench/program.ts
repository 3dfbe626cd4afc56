/** How fast a program that speaks the step protocol is taken through its steps. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connectProgram } from '../adapters/program/connected.ts';
import { Patience } from '../adapters/program/patience.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { foresightOf } from '../simulator/foresight.ts';
import type { Input } from '../simulator/target.ts';
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

/** The same program, as version 2 has it: it keeps nothing, or it holds its nodes. */
const SECOND = {
  carried: "test/adapters/program/step-program.mjs' second",
  held: "test/adapters/program/held-program.mjs' well fork batches",
} as const;

/** As many as a search foresees at a time. */
const LOT = 1_000;
const LOTS = 40;

/**
 * Steps per second of a program in Node that is told beforehand what it will be asked, as by a
 * search: each step goes out from a state that others go out from, too.
 */
export function foreseenRate(kind: keyof typeof SECOND, copies: 1 | 2): number {
  const command = `'${process.execPath}' '${fileURLToPath(new URL('../', import.meta.url))}`;
  const request = { command: command + SECOND[kind], limitMs: 5000, transcript: null };
  const others = copies === 1 ? [] : [new Patience().shared];
  const patience = new Patience().shared;
  const { target, close } = connectProgram({ request, patience, others, hello: null });
  const booted = [1, 2].map((self) => target.boot({ self, nodes: 3, timing: LAB_TIMING }, null));
  const take = (lot: number): void => {
    const steps = Array.from({ length: LOT }, (_, index) => {
      const message = { kind: 'appendEntries', term: lot * LOT + index };
      const input: Input = { kind: 'received', from: 3, message };
      return { state: booted[index % 2]?.state, input };
    });
    foresightOf(target)?.(steps);
    for (const { state, input } of steps) target.step(state, input, null);
  };
  // The first start the copies, and many of them are made twice.
  take(LOTS);
  const seconds = timed(() => {
    for (let lot = 0; lot < LOTS; lot += 1) take(lot);
  });
  close();
  return (LOTS * LOT) / seconds;
}
