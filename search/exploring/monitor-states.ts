/**
 * What properties remember is part of a state of the search: two runs that reach the same cluster
 * with different pasts may differ in what still breaks a property. Histories that differ only in
 * the numbers of steps are the same.
 */
import { withoutWitness, type Property, type RunFacts } from '../../properties/property.ts';
import type { KnownOutcome, Lexicon, SituationId } from './transition-cache.ts';
import { ListTable } from './list-table.ts';
import { ABSENT, PairTable } from './pair-table.ts';
import { BROKEN, DEPENDS, Recollection, type MemoryId } from './monitor-memo.ts';
import { Wakes } from './triggers.ts';

/** Number of what all properties together remember. */
export type HistoryId = number;

export class Histories {
  readonly start: HistoryId;
  readonly #properties: readonly Recollection[];
  readonly #wakes: Wakes;
  readonly #memories = new ListTable();
  readonly #known = new PairTable();

  constructor(properties: readonly Property[], facts: RunFacts, lexicon: Lexicon) {
    const judging = properties.map(withoutWitness);
    const wakes = new Wakes(judging, facts);
    this.#wakes = wakes;
    this.#properties = judging.map(
      (property, place) => new Recollection(property, place, wakes, lexicon),
    );
    this.start = this.#idOf(this.#properties.map(({ start }) => start));
  }

  /** The history after an outcome, or {@link BROKEN}. `situations` are those before it. */
  after(history: HistoryId, outcome: KnownOutcome, situations: readonly SituationId[]): HistoryId {
    const { places, breaks } = this.#wakes.of(outcome);
    if (breaks !== -1) return BROKEN;
    if (places.length === 0) return history;
    const known = this.#known.get(history, outcome.id);
    if (known !== ABSENT && known !== DEPENDS) return known;
    const memories = this.#memoriesOf(history);
    let depends = false;
    for (const place of places) {
      const property = this.#properties[place];
      if (property === undefined) continue;
      const after = property.after(memories[place] ?? 0, outcome, situations);
      depends ||= property.hasLooked;
      if (after === BROKEN) return BROKEN;
      memories[place] = after;
    }
    const after = this.#idOf(memories);
    if (known === ABSENT) this.#known.add(history, outcome.id, depends ? DEPENDS : after);
    return after;
  }

  #memoriesOf(history: HistoryId): MemoryId[] {
    const memories: MemoryId[] = [];
    const { length } = this.#properties;
    for (let place = 0; place < length; place += 1) {
      memories.push(this.#memories.at(history, place));
    }
    return memories;
  }

  #idOf(memories: readonly MemoryId[]): HistoryId {
    for (const memory of memories) this.#memories.push(memory);
    return this.#memories.finish();
  }
}
