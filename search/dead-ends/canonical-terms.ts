/**
 * Terms grow for ever, but a protocol only compares them, copies them and adds one. So situations
 * that differ in their terms, and not in how these compare, are one: 0 is kept, and a gap between
 * two terms is clamped. A clamped gap stands for all wider ones, and so both is looked at: that it
 * stays as wide as it is, and that it shrinks.
 */
import { ABSENT } from '../exploring/pair-table.ts';
import { tupleKey, type Tuple } from './goal.ts';
import type { SituationId, Situations } from './situations.ts';
import type { Terms } from './terms.ts';

/** All tuples whose terms compare alike. */
export interface TermClass {
  /** Equal for equal classes. */
  readonly key: string;
  /** Two for each clamped gap that may shrink: one where it does, and one where it does not. */
  readonly members: readonly Tuple[];
}

export class CanonicalTerms {
  readonly #terms: Terms;
  readonly #situations: Situations;
  readonly #clamp: number;
  readonly #known = new Map<SituationId, readonly number[]>();

  /** `clamp`: gaps from here on are alike; at least 2. */
  constructor(terms: Terms, situations: Situations, clamp: number) {
    this.#terms = terms;
    this.#situations = situations;
    this.#clamp = clamp;
  }

  classOf(tuple: Tuple): TermClass {
    const terms = this.termsOf(tuple);
    const gaps = terms.map((term, index) => term - (terms[index - 1] ?? 0));
    const clamped = gaps.map((gap) => Math.min(gap, this.#clamp));
    const current = this.#currentTerms(tuple);
    // Only what is added to one's own term comes to stand in a gap.
    const mayShrink = terms.map((_, index) => current.has(terms[index - 1] ?? 0));
    const members = widthsOf(clamped, mayShrink, this.#clamp).map((widths) =>
      this.#withGaps(tuple, terms, widths),
    );
    return { key: tupleKey(members[0] ?? tuple), members };
  }

  /** The terms that occur, in ascending order, without 0. */
  termsOf(tuple: Tuple): readonly number[] {
    const terms = new Set<number>();
    for (const id of tuple) {
      if (id !== ABSENT) for (const term of this.#termsIn(id)) terms.add(term);
    }
    return [...terms].sort((one, other) => one - other);
  }

  /** Whether all terms were there before, or follow directly on one that was. */
  isNextTo(tuple: Tuple, before: Tuple): boolean {
    const known = this.termsOf(before);
    return this.termsOf(tuple).every(
      (term) => term === 1 || known.includes(term) || known.includes(term - 1),
    );
  }

  #currentTerms(tuple: Tuple): ReadonlySet<number> {
    const living = tuple.filter((id) => id !== ABSENT);
    return new Set(living.map((id) => this.#situations.at(id).term));
  }

  #withGaps(tuple: Tuple, terms: readonly number[], gaps: readonly number[]): Tuple {
    let sum = 0;
    const renamed = new Map([[0, 0]]);
    for (const [index, gap] of gaps.entries()) {
      sum += gap;
      renamed.set(terms[index] ?? 0, sum);
    }
    return tuple.map((id) => (id === ABSENT ? ABSENT : this.#renamed(id, renamed)));
  }

  #renamed(id: SituationId, renamed: ReadonlyMap<number, number>): SituationId {
    if (this.#termsIn(id).every((term) => renamed.get(term) === term)) return id;
    const { nodeState } = this.#situations.at(id);
    const renumber = (term: number): number => renamed.get(term) ?? term;
    return this.#situations.idOf(this.#terms.renumberedNode(nodeState, renumber));
  }

  #termsIn(id: SituationId): readonly number[] {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const terms = this.#terms.ofState(this.#situations.at(id).nodeState);
    this.#known.set(id, terms);
    return terms;
  }
}

/** All choices of widths: a gap that was clamped is as wide as the clamp, or one wider. */
function widthsOf(
  gaps: readonly number[],
  mayShrink: readonly boolean[],
  clamp: number,
): readonly (readonly number[])[] {
  return gaps.reduce<readonly (readonly number[])[]>(
    (choices, gap, index) =>
      choices.flatMap((chosen) =>
        gap < clamp || mayShrink[index] !== true
          ? [[...chosen, gap]]
          : [
              [...chosen, gap],
              [...chosen, gap + 1],
            ],
      ),
    [[]],
  );
}
