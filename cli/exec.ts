/** `--exec`: targets that are programs, started for one command and ended with it. */
import type { StartedProgram } from '../adapters/program/started-program.ts';
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
  readonly exec?: readonly string[];
  readonly answerWithin?: string;
  readonly transcript?: string;
  readonly stepLimit?: string;
}

const USUAL_LIMIT_MS = 1000;

/** Far more than a step takes, and no more than anyone waits for. */
const MAX_LIMIT_MS = 3_600_000;

/** Runs `work` with the programs that were asked for, if any; ends them in any case. */
export async function withPrograms<Result>(
  options: ExecArguments,
  work: (programs: readonly ExternalTarget[]) => Promise<Result>,
): Promise<Result> {
  const { exec = [] } = options;
  if (exec.length === 0) return work([]);
  const limitMs =
    options.answerWithin === undefined
      ? USUAL_LIMIT_MS
      : parseLimit('--answer-within', options.answerWithin);
  // A test of a built-in target need not wait for this to load.
  const { startProgram } = await import('../adapters/program/started-program.ts');
  const transcript = options.transcript ?? null;
  const started: StartedProgram[] = [];
  try {
    for (const command of new Set(exec)) {
      started.push(await startProgram({ command, limitMs, transcript }));
    }
    return await work(started.map(externalProgram));
  } finally {
    for (const { close } of started) close();
  }
}

function externalProgram({ target, shared, command }: StartedProgram): ExternalTarget {
  const entry = externalEntry(target, shortened(command));
  const request = { target: entry.name, program: shared };
  return { entry, request, option: execOption(command), path: null, command };
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
