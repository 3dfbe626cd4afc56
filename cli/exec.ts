/** `--exec`: a target that is a program, started for one command and ended with it. */
import { shortened } from '../adapters/program/printable.ts';
import { Refusal } from '../adapters/refusal.ts';
import { externalEntry } from '../campaign/external-target.ts';
import { quoted } from './choice.ts';
import type { Guest } from './external-target.ts';
import { execOption } from './invocation.ts';
import { parseBudget } from './quantity.ts';

/** The options about a program, as typed. */
export interface ExecArguments {
  readonly exec?: string;
  readonly answerWithin?: string;
  readonly transcript?: string;
}

const USUAL_LIMIT_MS = 1000;

/** Far more than a step takes, and no more than anyone waits for. */
const MAX_LIMIT_MS = 3_600_000;

/** Runs `work` with the program that was asked for, null if none was; ends it in any case. */
export async function withProgram<Result>(
  said: ExecArguments,
  work: (program: Guest | null) => Promise<Result>,
): Promise<Result> {
  if (said.exec === undefined) return work(null);
  const limitMs = said.answerWithin === undefined ? USUAL_LIMIT_MS : limitOf(said.answerWithin);
  // Whoever tests a built-in target need not wait for this to load.
  const { startProgram } = await import('../adapters/program/started-program.ts');
  const transcript = said.transcript ?? null;
  const { target, shared, command, close } = await startProgram({
    command: said.exec,
    limitMs,
    transcript,
  });
  const entry = externalEntry(target, shortened(command));
  const order = { target: entry.name, program: shared };
  try {
    return await work({ entry, order, option: execOption(said.exec), path: null });
  } finally {
    close();
  }
}

function limitOf(said: string): number {
  const limit = /^\d+(?:ms|s|m|h)$/.test(said) ? parseBudget(said) : null;
  if (limit?.kind === 'time' && limit.ms > 0 && limit.ms <= MAX_LIMIT_MS) return limit.ms;
  throw new Refusal(`--answer-within ${quoted(said)}: write a time up to an hour, such as 500ms`);
}
