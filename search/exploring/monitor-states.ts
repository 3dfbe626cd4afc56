/**
 * What properties remember is part of a state of the search: two runs that reach the same cluster
 * with different pasts may differ in what still breaks a property. Histories that differ only in
 * the numbers of steps are the same.
 */
import { withoutWitness, type Property } from '../../properties/property.ts';
import type { RunFacts } from '../../properties/run-facts.ts';
import type { KnownOutcome, TransitionCache, NodeStateId } from './transition-cache.ts';
import type { PrintSum } from './fingerprint.ts';
import { ListTable } from './list-table.ts';
import { ABSENT, PairTable } from './pair-table.ts';
import type { Renaming } from './renaming.ts';
import { BROKEN, DEPENDS, MonitorMemo, type MemoryId } from './monitor-memo.ts';
import { Triggers } from './triggers.ts';

/** Number of what all properties together remember. */
export type MonitorStateId = number;

export class MonitorStates {
  readonly start: MonitorStateId;
  readonly #properties: readonly MonitorMemo[];
  readonly #triggers: Triggers;
  readonly #memories = new ListTable();
  readonly #known = new PairTable();
  /** By number of the renaming, then by history. */
  readonly #renamed: MonitorStateId[][] = [];

  constructor(properties: readonly Property[], facts: RunFacts, transitionCache: TransitionCache) {
    const judging = properties.map(withoutWitness);
    const triggers = new Triggers(judging, facts);
    this.#triggers = triggers;
    this.#properties = judging.map(
      (property, index) => new MonitorMemo(property, index, triggers, transitionCache),
    );
    this.start = this.#idOf(this.#properties.map(({ start }) => start));
  }

  /** The history of a run outside of the search: what each property remembers of it. */
  recalled(memories: readonly unknown[]): MonitorStateId {
    return this.#idOf(this.#properties.map((memo, index) => memo.recalled(memories[index])));
  }

  /** The history after an outcome, or {@link BROKEN}. `node states` are those before it. */
  after(
    monitorState: MonitorStateId,
    outcome: KnownOutcome,
    nodeStates: readonly NodeStateId[],
  ): MonitorStateId {
    const { places, breaks } = this.#triggers.of(outcome);
    if (breaks !== -1) return BROKEN;
    if (places.length === 0) return monitorState;
    const known = this.#known.get(monitorState, outcome.id);
    if (known !== ABSENT && known !== DEPENDS) return known;
    const memories = this.#memoriesOf(monitorState);
    let depends = false;
    for (const index of places) {
      const property = this.#properties[index];
      if (property === undefined) continue;
      const after = property.after(memories[index] ?? 0, outcome, nodeStates);
      depends ||= property.hasLooked;
      if (after === BROKEN) return BROKEN;
      memories[index] = after;
    }
    const after = this.#idOf(memories);
    if (known === ABSENT) this.#known.add(monitorState, outcome.id, depends ? DEPENDS : after);
    return after;
  }

  /** The history of the same run with the nodes renamed. */
  renamed(monitorState: MonitorStateId, renaming: Renaming): MonitorStateId {
    if (renaming.isIdentity) return monitorState;
    const known = (this.#renamed[renaming.id] ??= []);
    return (known[monitorState] ??= this.#idOf(
      this.#memoriesOf(monitorState).map(
        (memory, index) => this.#properties[index]?.renamed(memory, renaming) ?? memory,
      ),
    ));
  }

  /** Adds the fingerprints of all that is remembered. */
  addPrint(monitorState: MonitorStateId, sum: PrintSum): void {
    for (let index = 0; index < this.#properties.length; index += 1) {
      const prints = this.#properties[index]?.prints;
      if (prints !== undefined) sum.add(prints.lanes, this.#memories.at(monitorState, index));
    }
  }

  #memoriesOf(monitorState: MonitorStateId): MemoryId[] {
    const memories: MemoryId[] = [];
    const { length } = this.#properties;
    for (let index = 0; index < length; index += 1) {
      memories.push(this.#memories.at(monitorState, index));
    }
    return memories;
  }

  #idOf(memories: readonly MemoryId[]): MonitorStateId {
    for (const memory of memories) this.#memories.push(memory);
    return this.#memories.finish();
  }
}
