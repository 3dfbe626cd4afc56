/** Looks for dead ends among the states that a layer leads to. */
import type { Decision } from '../../simulator/decision.ts';
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import type { DeadEndFigures } from '../dead-ends/figures.ts';
import type { SearchOptions } from './bounds.ts';
import type { LayerRange } from './expansion.ts';
import type { Possibilities } from './possibilities.ts';
import type { SearchSpace } from './search-space.ts';
import type { StateId } from './states.ts';
import type { Team } from './team.ts';
import type { Together } from './together.ts';

/** A run into a dead end, and the state in which it ends. */
interface DeadEndRun {
  readonly state: StateId;
  readonly run: readonly Decision[];
}

export class DeadEndSearch {
  readonly #possibilities: Possibilities;
  readonly #space: SearchSpace;
  readonly #isWanted: SearchOptions['isWanted'];
  /** Those of all threads; null for one thread. */
  #figures: readonly DeadEndFigures[] | null = null;
  /** Those of this thread when the search was divided, and so of every thread. */
  #before: readonly DeadEndFigures[] = [];

  constructor(
    possibilities: Possibilities,
    space: SearchSpace,
    isWanted: SearchOptions['isWanted'],
  ) {
    this.#possibilities = possibilities;
    this.#space = space;
    this.#isWanted = isWanted;
  }

  get figures(): readonly DeadEndFigures[] {
    return this.#figures ?? this.#possibilities.figures;
  }

  /**
   * Whether one thread has to judge all states in their order: as long as the limit of what may be
   * tried is not reached, it depends on the order which states are judged before it is.
   */
  get dependsOnOrder(): boolean {
    return this.#possibilities.dependsOnOrder;
  }

  /** Gives up what cannot be reached from the first state. */
  spare(): readonly DeadEndGoal[] {
    return this.#possibilities.spareFrom(this.#space.states.clusterOf(0));
  }

  /** The search is divided. */
  share(team: Team): void {
    this.#before = this.#possibilities.figures;
    this.#possibilities.share(team.tuples);
  }

  /** The run into the first dead end; null if there is none. */
  in(range: LayerRange): readonly Decision[] | null {
    return this.#first(range, false)?.run ?? null;
  }

  /** The same for all threads together; `elsewhere` if another one has the run. */
  inAll(range: LayerRange, together: Together): readonly Decision[] | 'elsewhere' | null {
    const met = this.#first(range, false);
    const isMet = together.least(met === null ? Infinity : 0) === 0;
    this.#figures = this.#possibilities.figures.map((own) => this.#sumOf(own, together));
    if (!isMet) return null;
    // What another thread has judged may be reached earlier by this one.
    const first = this.#first(range, true);
    const number = first === null ? Infinity : together.numberOf(first.state);
    return together.least(number) === number ? (first?.run ?? null) : 'elsewhere';
  }

  #first({ from, to }: LayerRange, isAgain: boolean): DeadEndRun | null {
    const { states, runs } = this.#space;
    for (let state = from; state < to; state += 1) {
      const cluster = states.clusterOf(state);
      const deadEnd = isAgain
        ? this.#possibilities.deadEndAgainAt(cluster)
        : this.#possibilities.deadEndAt(cluster);
      if (deadEnd === null) continue;
      const run = runs.into(deadEnd, state);
      if (this.#isWanted?.(run) !== false) return { state, run };
    }
    return null;
  }

  #sumOf(own: DeadEndFigures, together: Together): DeadEndFigures {
    const { goal } = own;
    const before = this.#before.find((figures) => figures.goal === goal);
    const { tuples = 0, undecided = 0, notJudged = 0 } = before ?? {};
    return {
      goal,
      tuples: tuples + together.sumOf('tuples', own.tuples - tuples),
      roundsNeeded: -together.least(-own.roundsNeeded),
      undecided: undecided + together.sumOf('undecided', own.undecided - undecided),
      notJudged: notJudged + together.sumOf('notJudged', own.notJudged - notJudged),
    };
  }
}
