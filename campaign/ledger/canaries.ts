/** What a campaign made of known defects: one that misses them proves nothing about others. */

/** Plain JSON. */
export interface CanaryResult {
  /** Known defects that were found, and controls that were left alone. */
  readonly asExpected: number;
  /** Ids of known defects that were not found. */
  readonly missed: readonly string[];
  /** Ids of controls, which break nothing, in which a violation was found all the same. */
  readonly accused: readonly string[];
}
