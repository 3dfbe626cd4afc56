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
  /** Of runs that PCT did not schedule. */
  readonly adversarialBound: number | null;
  /** Null if PCT scheduled none. */
  readonly pct: PctWorth | null;
  readonly timed: CoverageWorth;
  /** Of a sample of the adversarial runs. */
  readonly adversarial: CoverageWorth;
  /** Which part of the states the second half of the runs has added; null if that is not known. */
  readonly addedBySecondHalf: number | null;
}

/** What adversarial runs that PCT scheduled are worth. */
export interface PctWorth {
  readonly runs: number;
  /** With 95 % confidence, such a run fails with a smaller probability than this. */
  readonly bound: number;
  /** The most chains of events in one of them (w), and the most decisions (n). */
  readonly width: number;
  readonly length: number;
  /** How many events a violation may depend on (d) for the next figure to speak of it. */
  readonly depth: number;
  /**
   * Whatever order of so many events breaks something is met with this probability,
   * 1/(w² n^(d-1)). 0 if links keep their order: a delivery then loses other messages, of which
   * the bound does not speak.
   */
  readonly orderMet: number;
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
