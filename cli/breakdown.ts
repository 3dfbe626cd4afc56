/** Errors of whitewater itself: one line, exit code 4, and what was found is told all the same. */
import { debuglog } from 'node:util';
import { ExitCode } from './exit-code.ts';
import { failureOf, type Failure } from './failure.ts';
import type { JsonAnswer } from './json-answer.ts';
import { hasPrintedJson, warn } from './terminal.ts';

/** A report takes less; one that does not come is not waited for. */
const PATIENCE_MS = 3000;

let stop: (() => void) | null = null;

/** `ask` is what brings the report of what was found so far; it is told once the line is out. */
export function onBreakdown(ask: () => void): void {
  stop = ask;
}

/** Hears errors that no one waits for: those of timers, of listeners, of forgotten promises. */
export function hearBreakdowns(answer: JsonAnswer | null): void {
  process.on('uncaughtException', (error) => {
    const failure = failureOf(error);
    tellBreakdown(failure);
    process.on('exit', () => {
      process.exitCode = ExitCode.harness;
    });
    if (stop !== null) {
      setTimeout(() => process.exit(ExitCode.harness), PATIENCE_MS).unref();
      return stop();
    }
    if (!hasPrintedJson()) answer?.error({ ...failure, exitCode: ExitCode.harness });
    process.exit(ExitCode.harness);
  });
}

/** One line; where it broke is shown to those who ask for it. */
export function tellBreakdown({ message, stack }: Failure): void {
  const isAskedFor = debuglog('whitewater').enabled;
  warn(`error: ${message}${isAskedFor ? '' : '; please report it with NODE_DEBUG=whitewater set'}`);
  if (isAskedFor && stack !== null) warn(stack);
}
