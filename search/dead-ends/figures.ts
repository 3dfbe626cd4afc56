/** What a search says of the states in which it found no dead end. */
import type { DeadEndGoal } from '../../trace/dead-end.ts';

/** How much was judged for a goal, and what sound states needed. */
export interface DeadEndFigures {
  readonly goal: DeadEndGoal;
  /** Different situations of majorities of nodes that were judged. */
  readonly tuples: number;
  /** The most rounds that any of them was from the goal. */
  readonly roundsNeeded: number;
  /** Those of which too much would have had to be tried. */
  readonly undecided: number;
  /** Further ones, whose turn came when the effort of the search for ways out was spent. */
  readonly notJudged: number;
}
