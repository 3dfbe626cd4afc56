/**
 * Looks for a way out of a tuple: round after round until the goal is reached. First with messages
 * in the order in which they were sent, which is nearly always enough; then in every order.
 */
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { CanonicalTerms } from './canonical-terms.ts';
import { tupleKey, isReached, type Tuple } from './goal.ts';
import { everyRound, firstOpening, openingsOf, straightRound } from './rounds.ts';
import type { Situations } from './situations.ts';
import { Terms } from './terms.ts';

/** Without a way out within so many rounds, an opaque target is stuck. */
export const DEFAULT_ROUNDS = 6;

/** Fewer rounds than this prove nothing: sound targets need up to three. */
const MIN_ROUNDS = 4;

const STRAIGHT_ROUNDS = 4;
const MAX_STRAIGHT = 400;
const MAX_TUPLES = 3_000;
const MAX_CLASSES = 1_000;
const GAP_CLAMP = 2;

/**
 * - `reached`: in so many rounds.
 * - `closed`: no round leads anywhere else; the goal is in none of so many classes: a proof.
 * - `notReached`: not in so many rounds, in any order.
 * - `undecided`: it took too much.
 */
export type WayOut =
  | { readonly kind: 'reached'; readonly rounds: number }
  | { readonly kind: 'closed'; readonly situations: number }
  | { readonly kind: 'notReached'; readonly rounds: number; readonly situations: number }
  | { readonly kind: 'undecided' };

const UNDECIDED: WayOut = { kind: 'undecided' };

export class WaysOut {
  readonly #goal: DeadEndGoal;
  readonly #situations: Situations;
  readonly #terms: CanonicalTerms | null;
  /** Rounds to the goal, of tuples from which it can be reached. */
  readonly #rounds = new Map<string, number>();

  constructor(target: PureTarget, goal: DeadEndGoal, situations: Situations) {
    const terms = Terms.of(target);
    this.#goal = goal;
    this.#situations = situations;
    this.#terms = terms === null ? null : new CanonicalTerms(terms, situations, GAP_CLAMP);
  }

  of(tuple: Tuple): WayOut {
    const rounds = this.#straight(tuple);
    if (rounds !== null) return { kind: 'reached', rounds };
    const closed = this.#closed(tuple);
    return closed ?? this.#inEveryOrder(tuple);
  }

  /** Rounds to the goal, if messages keep their order; null if none is found. */
  #straight(start: Tuple): number | null {
    if (isReached(this.#goal, start, this.#situations)) return 0;
    const known = this.#rounds.get(tupleKey(start));
    if (known !== undefined) return known;
    return this.#byTheLikeliest(start) ?? this.#byAny(start);
  }

  /** Only the likeliest node acts, round after round: enough from most states. */
  #byTheLikeliest(start: Tuple): number | null {
    let at: Visited = { tuple: start, depth: 0, from: null };
    while (at.depth < STRAIGHT_ROUNDS) {
      const opening = firstOpening(at.tuple, this.#goal, this.#situations);
      if (opening === null) return null;
      const end = straightRound(at.tuple, opening, this.#goal, this.#situations);
      if (end.isReached) return this.#found(at, 1);
      const [tuple] = end.tuples;
      if (tuple === undefined) return null;
      const rest = this.#rounds.get(tupleKey(tuple));
      if (rest !== undefined) return this.#found(at, 1 + rest);
      at = { tuple, depth: at.depth + 1, from: at };
    }
    return null;
  }

  #byAny(start: Tuple): number | null {
    const search = new Breadth(start);
    for (const at of search) {
      if (at.depth === STRAIGHT_ROUNDS || search.size > MAX_STRAIGHT) break;
      for (const opening of openingsOf(at.tuple, this.#goal, this.#situations)) {
        const end = straightRound(at.tuple, opening, this.#goal, this.#situations);
        if (end.isReached) return this.#found(at, 1);
        for (const tuple of end.tuples) {
          const rest = this.#rounds.get(tupleKey(tuple));
          if (rest !== undefined) return this.#found(at, 1 + rest);
          search.add(tuple, at);
        }
      }
    }
    return null;
  }

  /** Notes how far all that lies on the way is from the goal. */
  #found(last: Visited, rest: number): number {
    let rounds = rest;
    for (let at: Visited | null = last; at !== null; at = at.from) {
      this.#rounds.set(tupleKey(at.tuple), rounds);
      rounds += 1;
    }
    return rounds - 1;
  }

  /** Null unless all rounds from here stay within a set of classes without the goal. */
  #closed(start: Tuple): WayOut | null {
    const terms = this.#terms;
    if (terms === null) return null;
    const seen = new Map<string, readonly Tuple[]>();
    const add = (tuple: Tuple): void => {
      const { key, members } = terms.classOf(tuple);
      if (!seen.has(key)) seen.set(key, members);
    };
    add(start);
    for (const members of seen.values()) {
      for (const member of members) {
        const tuples = this.#roundsFrom(member);
        if (tuples === null || !tuples.every((tuple) => terms.isNextTo(tuple, member))) return null;
        tuples.forEach(add);
      }
      if (seen.size > MAX_CLASSES) return null;
    }
    return { kind: 'closed', situations: seen.size };
  }

  #inEveryOrder(start: Tuple): WayOut {
    const search = new Breadth(start);
    for (const at of search) {
      // Whatever lies so deep was reached by rounds that did not reach the goal.
      if (at.depth === DEFAULT_ROUNDS || search.size > MAX_TUPLES) {
        return notReached(at.depth, search.size);
      }
      const tuples = this.#roundsFrom(at.tuple);
      if (tuples === null) return this.#decided(at);
      for (const tuple of tuples) search.add(tuple, at);
    }
    return { kind: 'closed', situations: search.size };
  }

  /** One of the rounds from here reaches the goal, or was given up. */
  #decided(at: Visited): WayOut {
    for (const opening of openingsOf(at.tuple, this.#goal, this.#situations)) {
      const { isReached: isFound } = everyRound(at.tuple, opening, this.#goal, this.#situations);
      if (isFound) return { kind: 'reached', rounds: this.#found(at, 1) };
    }
    return UNDECIDED;
  }

  /** Where all rounds from here lead; null if one reaches the goal, or was given up. */
  #roundsFrom(tuple: Tuple): readonly Tuple[] | null {
    const tuples: Tuple[] = [];
    for (const opening of openingsOf(tuple, this.#goal, this.#situations)) {
      const end = everyRound(tuple, opening, this.#goal, this.#situations);
      if (end.isReached || !end.isWhole) return null;
      tuples.push(...end.tuples);
    }
    return tuples;
  }
}

function notReached(rounds: number, situations: number): WayOut {
  return rounds < MIN_ROUNDS ? UNDECIDED : { kind: 'notReached', rounds, situations };
}

/** A tuple of a search, and where it was reached from. */
interface Visited {
  readonly tuple: Tuple;
  readonly depth: number;
  readonly from: Visited | null;
}

/** Breadth first, each tuple once; what is added while it is read is read as well. */
class Breadth implements Iterable<Visited> {
  readonly #seen = new Map<string, Visited>();

  constructor(start: Tuple) {
    this.#seen.set(tupleKey(start), { tuple: start, depth: 0, from: null });
  }

  get size(): number {
    return this.#seen.size;
  }

  add(tuple: Tuple, from: Visited): void {
    const key = tupleKey(tuple);
    if (!this.#seen.has(key)) this.#seen.set(key, { tuple, depth: from.depth + 1, from });
  }

  [Symbol.iterator](): Iterator<Visited> {
    return this.#seen.values();
  }
}
