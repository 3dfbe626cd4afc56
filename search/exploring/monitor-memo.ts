/**
 * One property at work in a search. Most of what happens it has seen before: what it remembers
 * after an outcome depends on what it remembered before it, and is worked out once.
 */
import type { Property } from '../../properties/property.ts';
import type { KnownOutcome, TransitionCache, NodeStateId } from './transition-cache.ts';
import { ListTable } from './list-table.ts';
import { ABSENT, PairTable } from './pair-table.ts';
import { PrintedRegister } from './printed-register.ts';
import { Unalike, type Renaming } from './renaming.ts';
import type { Triggers } from './triggers.ts';

/** Number of what a property remembers. */
export type MemoryId = number;

/** Instead of a number: the property does not hold. */
export const BROKEN = -2;

/** Instead of a number: it depends on what may be seen of the other nodes. */
export const DEPENDS = -3;

/** How a property came to remember something. */
interface Origin {
  readonly memory: MemoryId;
  readonly outcome: KnownOutcome;
  /** All nodes before the outcome, n1's first. */
  readonly nodeStates: readonly NodeStateId[];
}

export class MonitorMemo {
  readonly start: MemoryId;
  readonly #property: Property;
  readonly #index: number;
  readonly #triggers: Triggers;
  readonly #transitionCache: TransitionCache;
  readonly #memories = new PrintedRegister<unknown>();
  /** By memory; those of other properties are others. */
  readonly prints = this.#memories.prints;
  readonly #known = new PairTable();
  /** For outcomes after which it looks at other nodes: memory, outcome and their views. */
  readonly #sights = new ListTable();
  readonly #afterSights: number[] = [];
  /** By memory, what first led to it; nothing led to the first. */
  readonly #origins: (Origin | undefined)[] = [];
  /** By number of the renaming, then by memory. */
  readonly #renamed: MemoryId[][] = [];
  #hasLooked = false;

  /** `place` is that of the property among those that `wakes` knows. */
  constructor(
    property: Property,
    index: number,
    triggers: Triggers,
    transitionCache: TransitionCache,
  ) {
    this.#property = property;
    this.#index = index;
    this.#triggers = triggers;
    this.#transitionCache = transitionCache;
    this.start = this.#idOf(triggers.starts[index]);
  }

  /** Whether the last answer would perhaps be another one if other nodes looked different. */
  get hasLooked(): boolean {
    return this.#hasLooked;
  }

  /** The number of what the property remembered outside of the search. */
  recalled(memory: unknown): MemoryId {
    return this.#idOf(memory);
  }

  /**
   * What it would remember if the nodes had other names. Nobody says how to rename a memory: it is
   * what the renamed outcome makes of the renamed memory before.
   */
  renamed(memory: MemoryId, renaming: Renaming): MemoryId {
    const known = (this.#renamed[renaming.id] ??= []);
    return (known[memory] ??= this.#renamedBy(renaming, memory));
  }

  #renamedBy(renaming: Renaming, memory: MemoryId): MemoryId {
    const origin = this.#origins[memory];
    if (origin === undefined) return memory;
    const { outcome } = origin;
    const nodeStates: NodeStateId[] = [];
    for (const [slot, nodeState] of origin.nodeStates.entries()) {
      nodeStates[renaming.node(slot + 1) - 1] =
        nodeState === ABSENT ? ABSENT : renaming.nodeState(nodeState);
    }
    const counterpart = renaming.outcome(outcome);
    const renamed = this.after(this.renamed(origin.memory, renaming), counterpart, nodeStates);
    if (renamed === BROKEN) throw new Unalike(outcome, counterpart, renaming);
    return renamed;
  }

  /** What it remembers after an outcome, or {@link BROKEN}. `node states` are those before it. */
  after(memory: MemoryId, outcome: KnownOutcome, nodeStates: readonly NodeStateId[]): MemoryId {
    const known = this.#known.get(memory, outcome.id);
    if (known === ABSENT) {
      const after = this.#fold(memory, outcome, nodeStates);
      this.#known.add(memory, outcome.id, this.#hasLooked ? DEPENDS : after);
      return after;
    }
    this.#hasLooked = known === DEPENDS;
    return known === DEPENDS ? this.#afterLooking(memory, outcome, nodeStates) : known;
  }

  #afterLooking(
    memory: MemoryId,
    outcome: KnownOutcome,
    nodeStates: readonly NodeStateId[],
  ): MemoryId {
    const sights = this.#sights;
    sights.push(memory);
    sights.push(outcome.id);
    for (let node = 1; node <= nodeStates.length; node += 1) {
      const nodeState = nodeStates[node - 1] ?? ABSENT;
      const isSeen = node !== outcome.node && nodeState !== ABSENT;
      sights.push(isSeen ? this.#transitionCache.viewId(nodeState) : ABSENT);
    }
    const id = sights.finish();
    const known = this.#afterSights[id];
    if (known !== undefined) return known;
    const after = this.#fold(memory, outcome, nodeStates);
    this.#afterSights[id] = after;
    // Whether it looks is decided before it looks: with other views it would have looked as well.
    this.#hasLooked = true;
    return after;
  }

  #fold(memory: MemoryId, outcome: KnownOutcome, nodeStates: readonly NodeStateId[]): MemoryId {
    const triggers = this.#triggers;
    const before = this.#memories.at(memory);
    const seen = nodeStates.map((id) =>
      id === ABSENT ? null : this.#transitionCache.nodeState(id).view,
    );
    const { triggers: heard } = triggers.of(outcome);
    triggers.views.watch(seen, outcome.node);
    const after = triggers.fold(this.#index, before, heard);
    this.#hasLooked = triggers.views.hasLooked;
    if (triggers.isBroken) return BROKEN;
    if (after === before) return memory;
    const id = this.#idOf(after);
    if (id !== this.start) this.#origins[id] ??= { memory, outcome, nodeStates: [...nodeStates] };
    return id;
  }

  #idOf(memory: unknown): MemoryId {
    const safetyState = this.#property.safetyState?.(memory);
    const key =
      safetyState === undefined
        ? JSON.stringify(memory, withoutSteps)
        : JSON.stringify(safetyState);
    return this.#memories.idOf(`${this.#index} ${key}`, memory);
  }
}

/** Step numbers only tell a witness where to look; no property judges by them. */
function withoutSteps(name: string, value: unknown): unknown {
  return name === 'step' ? undefined : value;
}
