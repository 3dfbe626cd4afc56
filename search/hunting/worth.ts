/** What runs without a failure are worth, in numbers; campaign/statistics works them out. */

/** A number, and the interval in which the truth lies with 95 % confidence. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Worth {
  /**
   * With 95 % confidence, a run of this engine and setting fails with a smaller probability than
   * this. Null for an engine that made no run.
   */
  readonly timedBound: number | null;
  readonly adversarialBound: number | null;
  readonly timed: CoverageWorth;
  /** Of a sample of the adversarial runs. */
  readonly adversarial: CoverageWorth;
  /** Which part of the states the second half of the runs has added; null if that is not known. */
  readonly addedBySecondHalf: number | null;
}

/** Of the abstract states that runs have shown. */
export interface CoverageWorth {
  /** Runs that were looked at. */
  readonly runs: number;
  readonly states: number;
  /** A lower bound of how many there are (Chao1). */
  readonly atLeast: number;
  /** How many new ones the next run shows on average (Good and Turing). Null without a run. */
  readonly newInNextRun: Estimate | null;
}
