/**
 * How fast programs take steps that a search knows beforehand: by the clock, and in time of the
 * processor on either side of the pipes, which a busy machine does not change.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connectProgram } from '../adapters/program/connected.ts';
import { Patience } from '../adapters/program/patience.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { foresightOf } from '../simulator/foresight.ts';
import type { Input } from '../simulator/target.ts';

const PROGRAMS = {
  carried: "test/adapters/program/step-program.mjs' second",
  held: "test/adapters/program/held-program.mjs' well fork batches",
  example: "examples/step-protocol/held-election.mjs'",
} as const;

/** `carried` and `held` do nothing in a step; `example` is held, and answers with some effects. */
export type ForeseenProgram = keyof typeof PROGRAMS;

/** As many as a search foresees at a time. */
const LOT = 1_000;
/** The first lots start the copies, are made twice in part, and warm up both compilers. */
const WARMING_LOTS = 10;
const LOTS = 40;
/** Linux counts the time of other processes in hundredths of a second. */
const TICK_US = 10_000;

export interface ForeseenRate {
  readonly stepsPerSecond: number;
  /** Of this process, and of all copies of the program; NaN where there is no /proc. */
  readonly hostUsPerStep: number;
  readonly programUsPerStep: number;
}

/** Two copies, and batches: each step goes out from a state that others go out from, too. */
export function foreseenRate(kind: ForeseenProgram): ForeseenRate {
  const command = `exec '${process.execPath}' '${fileURLToPath(new URL('../', import.meta.url))}`;
  const request = { command: command + PROGRAMS[kind], limitMs: 5000, transcript: null };
  const [patience, other] = [new Patience().shared, new Patience().shared];
  const { target, close } = connectProgram({ request, patience, others: [other], hello: null });
  const booted = [1, 2].map((self) => target.boot({ self, nodes: 3, timing: LAB_TIMING }, null));
  const take = (lot: number): void => {
    const steps = Array.from({ length: LOT }, (_, index) => {
      return { state: booted[index % 2]?.state, input: inputOf(lot * LOT + index) };
    });
    foresightOf(target)?.(steps);
    for (const { state, input } of steps) target.step(state, input, null);
  };
  for (let lot = 0; lot < WARMING_LOTS; lot += 1) take(LOTS + lot);
  const [startMs, start, programUs] = [performance.now(), process.cpuUsage(), childrenUs()];
  for (let lot = 0; lot < LOTS; lot += 1) take(lot);
  const { user, system } = process.cpuUsage(start);
  const steps = LOTS * LOT;
  const rate = {
    stepsPerSecond: steps / ((performance.now() - startMs) / 1000),
    hostUsPerStep: (user + system) / steps,
    programUsPerStep: (childrenUs() - programUs) / steps,
  };
  close();
  return rate;
}

/** Terms are new in each, so that no two steps are the same. */
function inputOf(number: number): Input {
  const kind = number % 4 < 2 ? 'requestVote' : 'appendEntries';
  return { kind: 'received', from: 3, message: { kind, term: number + 1 } };
}

/** What the processes that this one has started have used of the processor. */
function childrenUs(): number {
  try {
    const threads = readdirSync('/proc/self/task');
    const lists = threads.map((id) => readFileSync(`/proc/self/task/${id}/children`, 'utf8'));
    const ids = lists.join(' ').split(' ').filter(Boolean);
    return ids.reduce((sum, id) => sum + processUs(id), 0);
  } catch {
    return NaN;
  }
}

/** User and system time are the 14th and 15th field, and the second may hold spaces. */
function processUs(id: string): number {
  const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}
