/** What a report shows of the faults that are left in a shrunk run. */

/** How the catalogue of faults speaks of an action. */
export interface DescribedAction {
  /** P for a partition, X for a crash: never F, C or L, which are roles. */
  readonly letter: string;
  /** "isolate n1". */
  readonly text: string;
}

/** One of them, under the id by which all rows call it. */
export interface Kept {
  /** Its letter and its number among the kept: `P1`, `X2`. */
  readonly id: string;
  readonly text: string;
  /** Whether the violation is gone without it; null if that was not tried. */
  readonly needed: boolean | null;
}
