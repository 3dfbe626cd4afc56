/**
 * The exhaustive engine: all decisions, breadth first, states deduplicated by exact keys. What it
 * finds first is a shortest run; if it ends without finding, that is a proof within its bounds.
 *
 * Where the network may duplicate, it is searched as the set of all messages ever sent: delivering
 * a message and keeping it costs the same as delivering it, and leaves more open, so nothing
 * shorter is missed.
 */
import { Check } from '../properties/check.ts';
import type { PureTarget } from '../simulator/target.ts';
import type { NodeView } from '../trace/view.ts';
import { Histories, type HistoryId } from './histories.ts';
import { Lexicon, type KnownOutcome, type MessageId, type SituationId } from './lexicon.ts';
import { Moves, type Move } from './moves.ts';
import type { Bounds, SearchOptions, SearchResult, SearchSize } from './search-types.ts';

/** Searches all runs of up to so many decisions. */
export function explore(target: PureTarget, bounds: Bounds, options: SearchOptions): SearchResult {
  return new Search(target, bounds, options).run();
}

/** A state of the whole cluster, in numbers. */
interface State {
  readonly situations: readonly SituationId[];
  /** In ascending order. */
  readonly flights: readonly MessageId[];
  readonly history: HistoryId;
  readonly parent: State | null;
  readonly move: Move | null;
}

class Search {
  readonly #bounds: Bounds;
  readonly #options: SearchOptions;
  readonly #lexicon: Lexicon;
  readonly #moves: Moves;
  readonly #check: Check;
  readonly #histories = new Histories();
  readonly #seen = new Set<string>();
  readonly #statesByDepth = [1];
  #decisions = 0;
  #next: State[] = [];
  #found: State | null = null;

  constructor(target: PureTarget, bounds: Bounds, options: SearchOptions) {
    const { nodes } = bounds;
    this.#bounds = bounds;
    this.#options = options;
    this.#lexicon = new Lexicon(target, nodes, options.timing);
    this.#moves = new Moves(this.#lexicon, target.capabilities, bounds.faults);
    const facts = { nodes, electionTimeoutMaxMs: options.timing.electionTimeoutMaxMs };
    this.#check = new Check(options.properties, facts);
  }

  run(): SearchResult {
    let frontier = [this.#start()];
    for (let depth = 1; depth <= this.#bounds.maxDecisions && frontier.length > 0; depth += 1) {
      this.#next = [];
      for (const state of frontier) {
        this.#expand(state);
        if (this.#found !== null) return this.#violated(this.#found);
        if (this.#seen.size > this.#bounds.maxStates) return this.#stopped(depth);
      }
      frontier = this.#next;
      this.#statesByDepth.push(frontier.length);
      if (this.#options.onDepth?.(depth, this.#size()) === false) return this.#stopped(depth + 1);
    }
    return { kind: 'complete', ...this.#size() };
  }

  #start(): State {
    const { boots } = this.#lexicon;
    for (const boot of boots) this.#observe(boot);
    const situations = boots.map(({ after }) => after);
    const history = this.#histories.idOf(this.#check.memories);
    const state = { situations, flights: [], history, parent: null, move: null };
    this.#seen.add(keyOf(situations, [], history));
    return state;
  }

  #expand(state: State): void {
    const views = state.situations.map((id) => this.#lexicon.situation(id).view);
    this.#moves.each(state.situations, state.flights, (move, outcome, consumed) => {
      if (this.#found === null) this.#follow(state, views, move, outcome, consumed);
    });
  }

  #follow(
    state: State,
    views: readonly NodeView[],
    move: Move,
    outcome: KnownOutcome,
    consumed: number,
  ): void {
    this.#decisions += 1;
    const { maxTerm } = this.#bounds;
    const { currentTerm } = this.#lexicon.situation(outcome.after).view;
    if (maxTerm !== null && currentTerm > maxTerm) return;
    const history = outcome.isIdle ? state.history : this.#historyAfter(state, views, outcome);
    const situations = state.situations.with(move.node - 1, outcome.after);
    const keeps = this.#bounds.faults.includes('duplicate');
    const flights = flightsAfter(state.flights, outcome.sent, keeps ? null : consumed);
    const after = { situations, flights, history, parent: state, move };
    if (this.#check.isBroken && !outcome.isIdle) {
      this.#found = after;
      return;
    }
    const key = keyOf(situations, flights, history);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#next.push(after);
  }

  #historyAfter(state: State, views: readonly NodeView[], outcome: KnownOutcome): HistoryId {
    this.#check.recall(this.#histories.memories(state.history), views);
    this.#observe(outcome);
    return this.#histories.idOf(this.#check.memories);
  }

  #observe({ happenings }: KnownOutcome): void {
    for (const happening of happenings) {
      if (happening.kind === 'sent') this.#check.sent(0, happening.flight);
      else this.#check.happened(0, happening.event, happening.before, happening.after);
    }
  }

  #violated(found: State): SearchResult {
    const moves: Move[] = [];
    for (let state = found; state.parent !== null && state.move !== null; state = state.parent) {
      moves.unshift(state.move);
    }
    return { kind: 'violated', run: this.#moves.decisions(moves), ...this.#size() };
  }

  #stopped(depth: number): SearchResult {
    return { kind: 'limitReached', depth: depth - 1, ...this.#size() };
  }

  #size(): SearchSize {
    const statesByDepth = [...this.#statesByDepth];
    return { states: this.#seen.size, decisions: this.#decisions, statesByDepth };
  }
}

/** `consumed` is the place of the message that was delivered; null if none is taken away. */
function flightsAfter(
  flights: readonly MessageId[],
  sent: readonly MessageId[],
  consumed: number | null,
): readonly MessageId[] {
  const isSet = consumed === null;
  const after = isSet || consumed < 0 ? flights : flights.toSpliced(consumed, 1);
  const added = isSet ? sent.filter((message) => !flights.includes(message)) : sent;
  return added.length === 0 ? after : [...after, ...added].sort((a, b) => a - b);
}

/** Exact: two states have the same key only if they are the same. */
function keyOf(
  situations: readonly SituationId[],
  flights: readonly MessageId[],
  history: HistoryId,
): string {
  let key = codeOf(history);
  for (const id of situations) key += codeOf(id);
  for (const id of flights) key += codeOf(id);
  return key;
}

/** Two characters for a number below 2^31. */
function codeOf(id: number): string {
  return String.fromCharCode(id >>> 15, id & 0x7fff);
}
