/**
 * The exhaustive engine: all decisions, breadth first, states deduplicated. What it finds first is
 * a shortest run; if it ends without finding, that is a proof within its bounds.
 */
import type { Decision } from '../../simulator/decision.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import { listenerOf } from '../running/run-under-way.ts';
import type { Bounds, SearchLimit, SearchOptions, SearchResult, SearchSize } from './bounds.ts';
import { DeadEndSearch } from './dead-end-search.ts';
import { Expansion, type LayerRange } from './expansion.ts';
import { statesLeft } from './forecast.ts';
import { notSymmetric } from './not-symmetric.ts';
import { possibilitiesOf } from './possibilities.ts';
import { Unalike } from './renaming.ts';
import { SearchSpace } from './search-space.ts';
import { TeamGaveUp, type Team } from './team.ts';
import { Together, type LayerSum } from './together.ts';

/**
 * Searches all runs of up to so many decisions. Judges safety only: there is no clock in it. Throws
 * `NotSymmetric` for a target that wrongly states that it treats all nodes alike.
 */
export function explore(target: PureTarget, bounds: Bounds, options: SearchOptions): SearchResult {
  const result = new Search(target, bounds, options, null).run();
  if (result === 'elsewhere') throw new Error('a search in one thread found nothing of its own');
  return result;
}

/** In one thread of several, which all call this. */
export interface TogetherOptions {
  readonly team: Team;
  /** The search is divided once so many states are still expected. */
  readonly divideFrom: number;
  /** Called when it is divided, before this thread waits for the others. */
  readonly onDivided: () => void;
}

/** Another thread has the result, or the search has to be made by one thread alone. */
export type NoResult = 'elsewhere' | 'alone';

/** The same search in several threads: one of them has the result, whatever their number. */
export function exploreTogether(
  target: PureTarget,
  bounds: Bounds,
  options: SearchOptions,
  together: TogetherOptions,
): SearchResult | NoResult {
  try {
    const result = new Search(target, bounds, options, together).run();
    if (result !== 'elsewhere' && result.kind === 'limitReached') together.team.giveUp();
    return result;
  } catch (error) {
    together.team.giveUp();
    if (error instanceof TeamGaveUp) return 'elsewhere';
    // Which two runs show it depends on who tries which states.
    if (error instanceof Unalike) return 'alone';
    throw error;
  }
}

/** Outcomes that are kept at most: a target of endless variety must not use up the memory. */
const MAX_OUTCOMES = 250_000;

/** States between two questions whether to stop: a moment even if each step takes some ms. */
const STATES_PER_QUESTION = 16;

/** How many times larger than the last a layer is at most, as a rule. */
const GROWTH = 5;

/** Fewer states than this are not worth dividing, whatever they lead to. */
const DIVISIBLE = 200;

function added(one: LayerSum, other: LayerSum): LayerSum {
  return { tried: one.tried + other.tried, count: one.count + other.count };
}

class Search {
  readonly #target: PureTarget;
  readonly #bounds: Bounds;
  readonly #options: SearchOptions;
  readonly #space: SearchSpace;
  readonly #expansion: Expansion;
  /** Null unless possibilities are asked for. */
  readonly #deadEnds: DeadEndSearch | null;
  readonly #divided: TogetherOptions | null;
  #together: Together | null = null;
  #statesByDepth = [1];
  #spared: readonly DeadEndGoal[] = [];
  #size: LayerSum = { tried: 0, count: 1 };
  #range: LayerRange = { from: 0, to: 1 };
  #statesToQuestion = STATES_PER_QUESTION;

  constructor(
    target: PureTarget,
    bounds: Bounds,
    options: SearchOptions,
    divided: TogetherOptions | null,
  ) {
    this.#target = target;
    this.#bounds = bounds;
    this.#options = options;
    this.#divided = divided;
    const properties = options.properties.map(({ id }) => id);
    listenerOf(target)?.begins({ kind: 'search', bounds, timing: options.timing, properties });
    this.#space = new SearchSpace(target, bounds, options);
    this.#expansion = new Expansion(this.#space, options, () => this.#mustStop());
    const { clusters, transitionCache } = this.#space;
    const possibilities = possibilitiesOf(target, bounds.nodes, options, clusters, transitionCache);
    const { isWanted } = options;
    this.#deadEnds =
      possibilities === null ? null : new DeadEndSearch(possibilities, this.#space, isWanted);
  }

  run(): SearchResult | 'elsewhere' {
    if (!this.#space.begin()) return this.#found([]);
    if (this.#options.sparesFirstBoot === true) {
      this.#spared = this.#deadEnds?.spare() ?? [];
    }
    const stuck = this.#deadEnd();
    if (stuck !== null) return stuck;
    for (let depth = 1; depth <= this.#bounds.maxDecisions; depth += 1) {
      if (this.#statesByDepth.at(-1) === 0) break;
      const result = this.#layer(depth);
      if (result !== null) return result;
    }
    return this.#told({ kind: 'complete', ...this.#sizes });
  }

  /** Whether the states that the longest runs lead to are of interest, too. */
  get #keepsAll(): boolean {
    return this.#options.isVerdictOnly !== true || this.#deadEnds !== null;
  }

  /** Null if the search goes on. */
  #layer(depth: number): SearchResult | 'elsewhere' | null {
    this.#divide(depth);
    const isLast = depth === this.#bounds.maxDecisions;
    const isDone = this.#expanded(!isLast || this.#keepsAll, !isLast);
    const violated = this.#violated();
    if (violated !== null) return violated;
    if (!isDone) return this.#stopped(depth - 1, this.#limit);
    const sum = this.#settled();
    if (this.#size.count + sum.count > this.#bounds.maxStates) {
      return this.#stopped(depth - 1, 'states');
    }
    this.#size = added(this.#size, sum);
    this.#statesByDepth.push(sum.count);
    const stuck = this.#deadEnd();
    if (stuck !== null) return stuck;
    const goesOn = this.#options.onDepth?.(depth, this.#sizes) !== false;
    return goesOn ? null : this.#stopped(depth, 'stopped');
  }

  /** Once enough is left to do, each thread goes on with a part of the layer. */
  #divide(depth: number): void {
    if (this.#divided === null || this.#together !== null) return;
    if (this.#deadEnds?.dependsOnOrder === true) return;
    const { team, divideFrom, onDivided } = this.#divided;
    const layersLeft = this.#bounds.maxDecisions - depth + 1;
    const { from, to } = this.#range;
    const left = statesLeft(this.#statesByDepth, layersLeft);
    if (left < divideFrom || to - from < Math.min(DIVISIBLE, divideFrom)) return;
    onDivided();
    this.#together = new Together(team, this.#space, this.#expansion, this.#range);
    this.#expansion.share(this.#together.claims);
    this.#deadEnds?.share(team);
  }

  /** False if it had to stop before the end of the layer. */
  #expanded(keepsStates: boolean, goesOn: boolean): boolean {
    const together = this.#together;
    if (together === null) return this.#expandedAlone(keepsStates, goesOn);
    for (let isAgain = false; ; isAgain = true) {
      together.begin(GROWTH, isAgain);
      this.#expansion.run(together.range, keepsStates, goesOn);
      if (together.isDone()) return this.#divided?.team.stop === null;
      this.#expansion.forget();
    }
  }

  /** What shows that nodes are not alike becomes two runs. */
  #expandedAlone(keepsStates: boolean, goesOn: boolean): boolean {
    const { symmetry, runs, transitionCache } = this.#space;
    try {
      return this.#expansion.run(this.#range, keepsStates, goesOn);
    } catch (error) {
      if (!(error instanceof Unalike) || symmetry === null || this.#divided !== null) throw error;
      const outcomes = runs.outcomesTo(this.#expansion.expanded);
      throw notSymmetric(this.#target.name, error, outcomes, transitionCache);
    }
  }

  #violated(): SearchResult | 'elsewhere' | null {
    const { found, order } = this.#expansion;
    const violation = this.#together?.violation();
    if (violation === null || (violation === undefined && found === null)) return null;
    const own = violation === undefined ? found : violation.own;
    const sum = violation ?? {
      tried: this.#expansion.triedBefore((found?.state ?? 0) + 1),
      count: order.countBefore(found?.state ?? 0, found?.place ?? null),
    };
    this.#size = added(this.#size, sum);
    if (own === null) return 'elsewhere';
    return this.#found(this.#space.runs.by(own.state, own.taken));
  }

  /** Until the search is divided, all threads find the same. */
  #found(run: readonly Decision[]): SearchResult | 'elsewhere' {
    const result: SearchResult = { kind: 'violated', run, ...this.#sizes };
    return this.#together === null ? this.#told(result) : result;
  }

  /** Numbers the new states, which are the next layer. */
  #settled(): LayerSum {
    if (this.#together !== null) {
      const sum = this.#together.settle();
      this.#range = this.#together.range;
      return sum;
    }
    const tried = this.#expansion.triedBefore(this.#range.to);
    const from = this.#range.to;
    this.#expansion.order.settle();
    this.#range = { from, to: this.#space.states.count };
    return { tried, count: this.#range.to - from };
  }

  /** Whether one of the new states is a dead end: the run that leads there is a shortest. */
  #deadEnd(): SearchResult | 'elsewhere' | null {
    const range = this.#range;
    const run =
      this.#together === null
        ? this.#deadEnds?.in(range)
        : this.#deadEnds?.inAll(range, this.#together);
    if (run === undefined || run === null || run === 'elsewhere') return run ?? null;
    return this.#found(run);
  }

  #mustStop(): boolean {
    if (this.#mustPause || this.#limit === 'states') return true;
    this.#statesToQuestion -= 1;
    if (this.#statesToQuestion > 0) return false;
    this.#statesToQuestion = STATES_PER_QUESTION;
    const isFull = this.#space.transitionCache.size > MAX_OUTCOMES;
    if (!isFull && this.#options.shouldStop?.() !== true) return false;
    this.#divided?.team.askToStop(isFull ? 'memory' : 'stopped');
    return true;
  }

  /** Another thread has stopped, or the table of claims has to be made larger. */
  get #mustPause(): boolean {
    if (this.#together === null) return false;
    return this.#together.claims.isFull || this.#divided?.team.stop !== null;
  }

  /** What ends the search if something does at this moment. */
  get #limit(): SearchLimit {
    const isAlone = this.#together === null;
    const { count } = this.#size;
    const seen = isAlone ? this.#space.states.count : count + (this.#together?.newStates ?? 0);
    if (seen > this.#bounds.maxStates) return 'states';
    if (this.#space.transitionCache.size > MAX_OUTCOMES) return 'memory';
    return this.#divided?.team.stop ?? 'stopped';
  }

  #stopped(depth: number, limit: SearchLimit): SearchResult | 'elsewhere' {
    return this.#told({ kind: 'limitReached', depth, limit, ...this.#sizes });
  }

  #told(result: SearchResult): SearchResult | 'elsewhere' {
    return this.#divided === null || this.#divided.team.leads ? result : 'elsewhere';
  }

  get #sizes(): SearchSize {
    const statesByDepth = [...this.#statesByDepth];
    const { count: states, tried: decisions } = this.#size;
    const size = { states, decisions, statesByDepth };
    if (this.#deadEnds === null) return size;
    return { ...size, deadEnds: this.#deadEnds.figures, spared: this.#spared };
  }
}
