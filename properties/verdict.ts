/** What a run, or many, came to. */

/**
 * - `held`: every property held, and was exercised as often as the figures say.
 * - `violated`: at least one property did not hold.
 * - `crashed`: the target threw.
 * - `inconclusive`: a limit was reached before the run was over.
 */
export type Verdict = 'held' | 'violated' | 'crashed' | 'inconclusive';
