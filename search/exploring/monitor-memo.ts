/**
 * One property at work in a search. Most of what happens it has seen before: what it remembers
 * after an outcome depends on what it remembered before it, and is worked out once.
 */
import type { Property } from '../../properties/property.ts';
import type { KnownOutcome, Lexicon, SituationId } from './transition-cache.ts';
import { ListTable } from './list-table.ts';
import { ABSENT, PairTable } from './pair-table.ts';
import { Register } from './register.ts';
import type { Wakes } from './triggers.ts';

/** Number of what a property remembers. */
export type MemoryId = number;

/** Instead of a number: the property does not hold. */
export const BROKEN = -2;

/** Instead of a number: it depends on what may be seen of the other nodes. */
export const DEPENDS = -3;

export class Recollection {
  readonly start: MemoryId;
  readonly #property: Property;
  readonly #place: number;
  readonly #wakes: Wakes;
  readonly #lexicon: Lexicon;
  readonly #memories = new Register<unknown>();
  readonly #known = new PairTable();
  /** For outcomes after which it looks at other nodes: memory, outcome and their views. */
  readonly #sights = new ListTable();
  readonly #afterSights: number[] = [];
  #hasLooked = false;

  /** `place` is that of the property among those that `wakes` knows. */
  constructor(property: Property, place: number, wakes: Wakes, lexicon: Lexicon) {
    this.#property = property;
    this.#place = place;
    this.#wakes = wakes;
    this.#lexicon = lexicon;
    this.start = this.#idOf(wakes.starts[place]);
  }

  /** Whether the last answer would perhaps be another one if other nodes looked different. */
  get hasLooked(): boolean {
    return this.#hasLooked;
  }

  /** What it remembers after an outcome, or {@link BROKEN}. `situations` are those before it. */
  after(memory: MemoryId, outcome: KnownOutcome, situations: readonly SituationId[]): MemoryId {
    const known = this.#known.get(memory, outcome.id);
    if (known === ABSENT) {
      const after = this.#fold(memory, outcome, situations);
      this.#known.add(memory, outcome.id, this.#hasLooked ? DEPENDS : after);
      return after;
    }
    this.#hasLooked = known === DEPENDS;
    return known === DEPENDS ? this.#afterLooking(memory, outcome, situations) : known;
  }

  #afterLooking(
    memory: MemoryId,
    outcome: KnownOutcome,
    situations: readonly SituationId[],
  ): MemoryId {
    const sights = this.#sights;
    sights.push(memory);
    sights.push(outcome.id);
    for (let node = 1; node <= situations.length; node += 1) {
      const situation = situations[node - 1] ?? ABSENT;
      const isSeen = node !== outcome.node && situation !== ABSENT;
      sights.push(isSeen ? this.#lexicon.viewId(situation) : ABSENT);
    }
    const id = sights.finish();
    const known = this.#afterSights[id];
    if (known !== undefined) return known;
    const after = this.#fold(memory, outcome, situations);
    this.#afterSights[id] = after;
    // Whether it looks is decided before it looks: with other views it would have looked as well.
    this.#hasLooked = true;
    return after;
  }

  #fold(memory: MemoryId, outcome: KnownOutcome, situations: readonly SituationId[]): MemoryId {
    const wakes = this.#wakes;
    const before = this.#memories.at(memory);
    const seen = situations.map((id) => (id === ABSENT ? null : this.#lexicon.situation(id).view));
    const { wakes: heard } = wakes.of(outcome);
    wakes.views.watch(seen, outcome.node);
    const after = wakes.fold(this.#place, before, heard);
    this.#hasLooked = wakes.views.hasLooked;
    if (wakes.isBroken) return BROKEN;
    return after === before ? memory : this.#idOf(after);
  }

  #idOf(memory: unknown): MemoryId {
    const essence = this.#property.essence?.(memory);
    const key =
      essence === undefined ? JSON.stringify(memory, withoutSteps) : JSON.stringify(essence);
    return this.#memories.idOf(key, memory);
  }
}

/** Step numbers only tell a witness where to look; no property judges by them. */
function withoutSteps(name: string, value: unknown): unknown {
  return name === 'step' ? undefined : value;
}
