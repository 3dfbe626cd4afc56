/**
 * Looks for shorter runs by trying all of them, breadth first. First where a shorter one is likely:
 * in small clusters, with no more terms than the run at hand. Then everywhere, which is the proof.
 */
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { lengthOf, type Decision } from '../../simulator/decision.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { exploreAnyway } from '../exploring/explore-anyway.ts';
import { faultsIn } from './failing-schedule.ts';
import type { ScheduleAttempts } from './schedule-attempts.ts';
import { clusterSizes, type ShrinkLimits } from './shrink-limits.ts';
import { SEARCH_FAULTS, type SearchFault } from '../exploring/bounds.ts';

/** Searches of the likely places, the likeliest first. */
const ROUNDS: readonly Round[] = [
  { maxStates: 10_000, maxTerm: 2, maxNodes: 3, hasAllFaults: false },
  { maxStates: 10_000, maxTerm: 2, maxNodes: 3, hasAllFaults: true },
  { maxStates: 250_000, maxTerm: 2, maxNodes: 3, hasAllFaults: false },
  { maxStates: 100_000, maxTerm: Infinity, maxNodes: Infinity, hasAllFaults: true },
];

/** Longer runs are beyond proof: each decision more has three to five times as many states. */
const MAX_PROVABLE = 13;

/** The first searches may see so many times fewer states than the last, which is only a proof. */
const FIRST_SHARE = 4;

/** And those of later runs for the same finding, which are nearly as short. */
const LATER_SHARE = 16;

/** With more decisions not even the last search comes to its end. */
const MAX_PROVABLE_AT_LAST = 12;

/** So many runs of another story end a search: each is performed once more. */
const MAX_REJECTED = 1_000;

interface Round {
  /** Of each search. */
  readonly maxStates: number;
  /** If the run at hand has that many. */
  readonly maxTerm: number;
  readonly maxNodes: number;
  /** False: only those that the run at hand has, which makes the search far smaller. */
  readonly hasAllFaults: boolean;
}

/** What a shorter run may use: what is fair to the target, and what this run has used already. */
export function usableIn(
  { decisions }: Schedule,
  fair: readonly SearchFault[],
): readonly SearchFault[] {
  const used = new Set(decisions.map(({ kind }) => kind));
  return SEARCH_FAULTS.filter((fault) => fair.includes(fault) || used.has(fault));
}

/** Where to search. */
interface Place {
  readonly nodes: number;
  readonly maxDecisions: number;
  /** Null: as high as so many decisions lead. */
  readonly maxTerm: number | null;
  readonly faults: readonly SearchFault[];
  readonly maxStates: number;
}

/**
 * `unknown`: the search has stopped at a limit, or has met runs of another story only. `foundLate`:
 * runs out of order were rejected before. A search reports one run for each state: a shorter one in
 * order may lead to the same states, so that this proves nothing.
 */
type Found = 'found' | 'foundLate' | 'none' | 'unknown';

export class ShorterRuns {
  readonly #target: PureTarget;
  readonly #property: PropertyId;
  readonly #faults: readonly SearchFault[];
  readonly #limits: ShrinkLimits;
  #states = 0;
  /** For the search that comes next. */
  #statesLeft: number;

  constructor(
    target: PureTarget,
    property: PropertyId,
    faults: readonly SearchFault[],
    limits: ShrinkLimits,
  ) {
    this.#target = target;
    this.#property = property;
    this.#faults = faults;
    this.#limits = limits;
    this.#statesLeft = Math.ceil(limits.maxStates / FIRST_SHARE);
  }

  /** The first boot breaks no safety, or there is nothing to shrink; but it may be a dead end. */
  get #fewest(): number {
    return propertyNamed(this.#property).kind === 'possibility' ? 0 : 1;
  }

  /** States of all searches so far. */
  get states(): number {
    return this.#states;
  }

  /**
   * Fewest nodes first, then fewest decisions, then fewest faults. True if the best is proven to be
   * the shortest run of a cluster of its size, and no smaller cluster has one that is as short.
   */
  improve(attempts: ScheduleAttempts): boolean {
    for (const round of ROUNDS) if (this.#tryLikelyPlaces(attempts, round)) break;
    const isProven = this.#prove(attempts);
    this.#calm(attempts);
    // Whatever comes next starts from a run that is nearly as short.
    this.#statesLeft = Math.ceil(this.#limits.maxStates / LATER_SHARE);
    return isProven;
  }

  /** The same proof once more, with all states that there may be. */
  proveAtLast(attempts: ScheduleAttempts): boolean {
    if (lengthOf(attempts.best.decisions) > MAX_PROVABLE_AT_LAST) return false;
    this.#statesLeft = this.#limits.maxStates;
    return this.#prove(attempts);
  }

  /** Whether a shorter run was found; it is the shortest of its size, as far as terms allow. */
  #tryLikelyPlaces(attempts: ScheduleAttempts, round: Round): boolean {
    const { nodes, decisions } = attempts.best;
    const { maxStates, maxNodes, hasAllFaults } = round;
    const faults = hasAllFaults ? this.#faults : usableIn(attempts.best, []);
    const maxTerm = Math.min(round.maxTerm, this.#highestTerm(decisions));
    for (const size of clusterSizes(this.#target, nodes, this.#limits)) {
      if (size > maxNodes) break;
      const maxDecisions = lengthOf(decisions) - (size < nodes ? 0 : 1);
      const index = { nodes: size, maxDecisions, maxTerm, faults, maxStates };
      if (isFound(this.#search(attempts, index))) return true;
    }
    return false;
  }

  /** Searches all that is shorter, or as short in a smaller cluster. What it finds, it proves. */
  #prove(attempts: ScheduleAttempts): boolean {
    if (lengthOf(attempts.best.decisions) > MAX_PROVABLE) return false;
    const { nodes, decisions } = attempts.best;
    let isProven = true;
    for (const size of clusterSizes(this.#target, nodes, this.#limits)) {
      const maxDecisions = lengthOf(decisions) - (size < nodes ? 0 : 1);
      const maxStates = Infinity;
      const index = { nodes: size, maxDecisions, maxTerm: null, faults: this.#faults, maxStates };
      const found = this.#search(attempts, index);
      if (isFound(found)) return isProven && found === 'found';
      if (found === 'unknown') isProven = false;
    }
    return isProven;
  }

  /** As long with fewer faults, if there is such a run. */
  #calm(attempts: ScheduleAttempts): void {
    const { nodes, decisions } = attempts.best;
    const maxDecisions = lengthOf(decisions);
    if (faultsIn(decisions) === 0) return;
    for (const faults of subsetsOf(usableIn(attempts.best, []))) {
      const index = { nodes, maxDecisions, maxTerm: null, faults, maxStates: Infinity };
      if (isFound(this.#search(attempts, index))) return;
    }
  }

  /** What is found and tells the same story is the best then; others are kept beside it. */
  #search(attempts: ScheduleAttempts, place: Place): Found {
    if (place.maxDecisions < this.#fewest) return 'none';
    const maxStates = Math.min(place.maxStates, this.#statesLeft);
    if (maxStates < 1 || this.#limits.shouldStop()) return 'unknown';
    const { nodes } = place;
    const { keepsOrder, best } = attempts;
    const { timing } = best;
    let rejected = 0;
    const isWanted = (run: readonly Decision[]): boolean => {
      if (attempts.replace({ nodes, timing, decisions: run })) return true;
      rejected += 1;
      return false;
    };
    const shouldStop = (): boolean => rejected > MAX_REJECTED || this.#limits.shouldStop();
    const properties = [propertyNamed(this.#property)];
    const options = { properties, timing, shouldStop, isWanted, isVerdictOnly: true };
    const result = exploreAnyway(this.#target, { ...place, maxStates }, options);
    this.#states += result.states;
    this.#statesLeft -= result.states;
    if (result.kind === 'violated') return keepsOrder && rejected > 0 ? 'foundLate' : 'found';
    return result.kind === 'complete' && rejected === 0 ? 'none' : 'unknown';
  }

  /** Of the messages that are delivered; a run of few decisions needs few terms. */
  #highestTerm(decisions: readonly Decision[]): number {
    const terms = decisions.map((decision) => {
      const step = decision.kind === 'crashWithin' ? decision.step : decision;
      const isMessage = step.kind === 'deliver' || step.kind === 'duplicate';
      return isMessage ? this.#target.classify(step.message).term : 1;
    });
    return Math.max(1, ...terms);
  }
}

function isFound(found: Found): boolean {
  return found === 'found' || found === 'foundLate';
}

/** The proper subsets, smallest first. */
function subsetsOf(faults: readonly SearchFault[]): readonly (readonly SearchFault[])[] {
  const subsets = Array.from({ length: 2 ** faults.length - 1 }, (_, bits) => {
    return faults.filter((_fault, index) => ((bits >> index) & 1) === 1);
  });
  return subsets.sort((one, other) => one.length - other.length);
}
