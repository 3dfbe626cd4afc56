/** From states that a search has reached to runs that lead there, with the names of their nodes. */
import type { Decision } from '../../simulator/decision.ts';
import type { DeadEnd } from '../../trace/dead-end.ts';
import { endingOf } from '../dead-ends/reached-states.ts';
import {
  decisionsOf,
  firstNamesOf,
  wayTo,
  withFirstNames,
  withLastNames,
  type Step,
  type Taken,
  type WayContext,
} from './path.ts';
import type { Renamings } from './renamings.ts';
import type { StateId } from './states.ts';
import type { KnownOutcome } from './transition-cache.ts';

/** What the runs of a search are read from. */
export interface RunContext extends WayContext {
  /** Null if the search tells all nodes apart. */
  readonly renamings: Renamings | null;
  /** Messages stay in flight when they are delivered. */
  readonly keepsMessages: boolean;
}

export class ExploredRuns {
  readonly #world: RunContext;

  constructor(world: RunContext) {
    this.#world = world;
  }

  /** The run to a state, and one more decision. */
  by(state: StateId, taken: Taken): readonly Decision[] {
    return this.#decisionsOf([...this.#wayTo(state), { ...taken, renaming: null }]);
  }

  /** The run to a state that is a dead end, and what makes it one. */
  into({ failed }: DeadEnd, state: StateId): readonly Decision[] {
    const { renamings } = this.#world;
    const way = this.#wayTo(state);
    const names = renamings === null ? null : firstNamesOf(way, renamings);
    const failedNodes = failed.map((node) => names?.node(node) ?? node);
    const ending = endingOf(failedNodes.sort((one, other) => one - other));
    return [...this.#decisionsOf(way), ...ending];
  }

  /** The outcomes on the way to a state, with the names that nodes have there. */
  outcomesTo(state: StateId): readonly KnownOutcome[] {
    const { renamings } = this.#world;
    const way = this.#wayTo(state);
    const named = renamings === null ? way : withLastNames(way, renamings);
    return named.map(({ branch }) => branch.outcome);
  }

  #wayTo(state: StateId): readonly Step[] {
    return wayTo(state, this.#world);
  }

  /** With the names that nodes have at the beginning. */
  #decisionsOf(way: readonly Step[]): readonly Decision[] {
    const { renamings, keepsMessages } = this.#world;
    const named = renamings === null ? way : withFirstNames(way, renamings);
    return decisionsOf(named, keepsMessages);
  }
}
