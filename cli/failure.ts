/** Turns an error into what a user sees: one line, and an exit code. */
import { CommanderError } from 'commander';
import { printable } from '../trace/printable.ts';
import { ConfigurationErrors } from './configuration/configuration-errors.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';

export interface Failure {
  /** One line. */
  readonly message: string;
  /** The same for people: a line for each thing that is wrong. */
  readonly lines: readonly string[];
  readonly exitCode: ExitCodeValue;
  /** What a report of a fault in whitewater itself needs; null if the user can mend it. */
  readonly stack: string | null;
  /** Whether stderr says it already. */
  readonly isTold: boolean;
}

/** Nothing broke down: the message says what to do. By name: some come from other threads. */
const USERS_TO_MEND: readonly string[] = ['Refusal', 'CannotRun', 'NotSymmetric'];

export function failureOf(error: unknown): Failure {
  const failure = summaryOf(error);
  const isList = error instanceof ConfigurationErrors;
  return { ...failure, lines: isList ? error.lines.map(inOneLine) : [failure.message] };
}

function summaryOf(error: unknown): Omit<Failure, 'lines'> {
  if (error instanceof CommanderError) {
    const message = inOneLine(error.message).replace(/^error: /, '');
    const exitCode = error.exitCode === 0 ? ExitCode.expected : ExitCode.usage;
    return { message, exitCode, stack: null, isTold: true };
  }
  const message = inOneLine(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && USERS_TO_MEND.includes(error.name)) {
    return { message, exitCode: ExitCode.usage, stack: null, isTold: false };
  }
  if (error instanceof Error && error.name === 'AnsweredDifferently') {
    const exitCode = ExitCode.notReproducible;
    return { message: `not deterministic: ${message}`, exitCode, stack: null, isTold: false };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const brokeDown = `whitewater broke down: ${message}`;
  return { message: brokeDown, exitCode: ExitCode.harness, stack, isTold: false };
}

/** Without line ends and without what a terminal would obey. */
export function inOneLine(text: string): string {
  return printable(text.trim().replace(/\s*\n\s*/g, ' '));
}
