import type { Finding } from '../search/finding.ts';

/**
 * - `violated`: a property broke; {@link CheckFailed.finding} is the smallest run that shows it.
 * - `crashed`: the target threw; the `cause` is what, the finding the smallest run that shows it.
 * - `diverged`: a run failed once and not again, or went two ways when performed twice.
 * - `inconclusive`: nothing was proved: a limit was reached, or nothing was put to the test.
 */
export type Reason = 'violated' | 'crashed' | 'diverged' | 'inconclusive';

/** Why a check did not pass. The message is the report, as a terminal shows it. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
  // Test runners print all own properties of an error: they would bury the report.
  readonly #reason: Reason;
  readonly #finding: Finding | null;

  constructor(reason: Reason, report: string, finding: Finding | null, cause?: unknown) {
    super(report, cause === undefined ? undefined : { cause });
    this.#reason = reason;
    this.#finding = finding;
  }

  get reason(): Reason {
    return this.#reason;
  }

  /** Plain JSON that `replay` takes; null if no run fails each time. */
  get finding(): Finding | null {
    return this.#finding;
  }
}
