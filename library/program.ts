/** `program`: a program that speaks the step protocol as a target for tests. */
import { Refusal } from '../adapters/refusal.ts';
import { startProgramAtOnce } from '../adapters/program/started-program.ts';
import { CannotRun, type PureTarget } from '../simulator/target.ts';
import { refuseUnknown, wholeNumber } from './option-lists.ts';

/** How the code under test is started. */
export interface ProgramOptions {
  /** A command of the shell, which runs in the current folder. */
  readonly command: string;
  /** The longest that an answer may take, in milliseconds; 1000 by default. */
  readonly answerWithinMs?: number;
  /** A file to which all lines to and from the program are appended; by default, none is. */
  readonly transcript?: string;
}

const OPTIONS: readonly (keyof ProgramOptions)[] = ['command', 'answerWithinMs', 'transcript'];
const USUAL_LIMIT_MS = 1000;
const MAX_LIMIT_MS = 3_600_000;

/**
 * A Raft in any language, as a program that reads and writes lines of JSON: docs/STEP-PROTOCOL.md
 * explains them. It is a pure target: it can be checked, explored and replayed like one of
 * functions, and its findings are shrunk with proofs.
 *
 * The program is started at once and runs for as long as this process does; after a fault it is
 * started anew. Call this once, outside of the tests that use it.
 *
 * @example
 * ```ts
 * const ours = program({ command: 'python3 raft_adapter.py' });
 *
 * test('our Raft elects one leader', () => {
 *   check(ours, { runs: 100 });
 * });
 * ```
 *
 * @throws {@link CannotRun} with one line, if it cannot be started or says no valid hello.
 * @throws RangeError for an option out of range.
 */
export function program(options: ProgramOptions): PureTarget {
  refuseUnknown('option', options, OPTIONS);
  const { command, transcript = null, answerWithinMs = USUAL_LIMIT_MS } = options;
  const limitMs = wholeNumber('answerWithinMs', answerWithinMs, 1, MAX_LIMIT_MS);
  try {
    return startProgramAtOnce({ command, limitMs, transcript }).target;
  } catch (error) {
    if (error instanceof Refusal) throw new CannotRun(error.message);
    throw error;
  }
}
