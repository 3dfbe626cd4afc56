/** Errors of a check point at the line of the test that called it, not into whitewater. */
import { CheckFailed } from './check-failed.ts';
import { BadOption } from './option-lists.ts';

/** A function of the library that tests call. */
type Entry = (...given: never[]) => unknown;

/**
 * The place that called an entry, remembered while the entry runs. Live code is checked in a later
 * macrotask, where the stack knows nothing of the test any more.
 */
export class Caller {
  /** Formatted only if somebody asks: that takes longer than remembering it. */
  readonly #place: { stack?: string } = {};

  constructor(entry: Entry) {
    Error.captureStackTrace(this.#place, entry);
  }

  now<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw this.pointed(error);
    }
  }

  async later<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw this.pointed(error);
    }
  }

  /**
   * The same error, with the caller's place in its stack. Of an error that is no answer to the
   * caller, the lines where it was thrown come first.
   */
  pointed<Thrown>(error: Thrown): Thrown {
    if (!(error instanceof Error)) return error;
    const [, ...lines] = (this.#place.stack ?? '').split('\n');
    const [nearest] = lines;
    const { stack } = error;
    if (nearest === undefined || stack === undefined) return error;
    const isAnswer = error instanceof CheckFailed || error instanceof BadOption;
    if (!isAnswer && stack.includes(nearest)) return error;
    const head = isAnswer ? `${error.name}: ${error.message}` : stack;
    // An error of the code under test may be frozen: then it stays as it is.
    Reflect.set(error, 'stack', [head, ...lines].join('\n'));
    return error;
  }
}
