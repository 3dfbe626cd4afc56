/** `--exec`: a target that is a program, started for one command and ended with it. */
import { shortened } from '../adapters/program/printable.ts';
import { Refusal } from '../adapters/refusal.ts';
import { externalEntry } from '../campaign/external-target.ts';
import { USUAL_STEP_LIMIT_MS } from '../campaign/threads/step-limit.ts';
import { quoted } from './choice.ts';
import type { ExternalTarget } from './external-target.ts';
import { execOption } from './invocation.ts';
import { parseBudget } from './quantity.ts';

/** The options about a program, as typed. */
export interface ExecArguments {
  readonly exec?: string;
  readonly answerWithin?: string;
  readonly transcript?: string;
  readonly stepLimit?: string;
}

const USUAL_LIMIT_MS = 1000;

/** Far more than a step takes, and no more than anyone waits for. */
const MAX_LIMIT_MS = 3_600_000;

/** Runs `work` with the program that was asked for, null if none was; ends it in any case. */
export async function withProgram<Result>(
  options: ExecArguments,
  work: (program: ExternalTarget | null) => Promise<Result>,
): Promise<Result> {
  if (options.exec === undefined) return work(null);
  const limitMs =
    options.answerWithin === undefined
      ? USUAL_LIMIT_MS
      : parseLimit('--answer-within', options.answerWithin);
  // A test of a built-in target need not wait for this to load.
  const { startProgram } = await import('../adapters/program/started-program.ts');
  const transcript = options.transcript ?? null;
  const { target, shared, command, close } = await startProgram({
    command: options.exec,
    limitMs,
    transcript,
  });
  const entry = externalEntry(target, shortened(command));
  const request = { target: entry.name, program: shared };
  try {
    return await work({ entry, request, option: execOption(options.exec), path: null });
  } finally {
    close();
  }
}

/** How long one step of code from outside may take. Throws a refusal of one line. */
export function stepLimitOf({ stepLimit }: ExecArguments): number {
  return stepLimit === undefined ? USUAL_STEP_LIMIT_MS : parseLimit('--step-limit', stepLimit);
}

/** Throws a refusal of one line. */
export function parseLimit(name: string, text: string): number {
  const limit = /^\d+(?:ms|s|m|h)$/.test(text) ? parseBudget(text) : null;
  if (limit?.kind === 'time' && limit.ms > 0 && limit.ms <= MAX_LIMIT_MS) return limit.ms;
  throw new Refusal(`${name} ${quoted(text)}: write a time up to an hour, such as 500ms`);
}
