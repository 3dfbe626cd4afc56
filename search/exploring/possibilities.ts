/** What a search judges of the possibilities: each cluster that it has reached, once. */
import { usualEffort } from '../dead-ends/effort.ts';
import { ReachedStates } from '../dead-ends/reached-states.ts';
import type { DeadEndFigures } from '../dead-ends/figures.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { DEAD_END_GOALS, type DeadEnd, type DeadEndGoal } from '../../trace/dead-end.ts';
import type { SearchOptions } from './bounds.ts';
import { situationKey } from '../dead-ends/situations.ts';
import type { ClaimTable } from './claim-table.ts';
import type { ClusterId, Clusters } from './clusters.ts';
import { Fingerprints, PrintSum, printOf } from './fingerprint.ts';
import { ABSENT } from './pair-table.ts';
import type { NodeStateId, TransitionCache } from './transition-cache.ts';

export class Possibilities {
  readonly #reached: ReachedStates;
  readonly #clusters: Clusters;
  readonly #transitionCache: TransitionCache;
  /** By number of the node state. */
  readonly #situations: (number | undefined)[] = [];
  /** By cluster: 1 once it was judged. */
  #isJudged = new Uint8Array(1 << 12);
  /** Of situations. */
  readonly #prints = new Fingerprints();
  readonly #tuple: number[];

  constructor(
    reached: ReachedStates,
    nodes: number,
    clusters: Clusters,
    transitionCache: TransitionCache,
  ) {
    this.#reached = reached;
    this.#clusters = clusters;
    this.#transitionCache = transitionCache;
    this.#tuple = new Array<number>(nodes).fill(ABSENT);
  }

  /** Whether the order in which clusters are judged makes a difference to what is judged. */
  get dependsOnOrder(): boolean {
    return this.#reached.dependsOnOrder;
  }

  get figures(): readonly DeadEndFigures[] {
    return this.#reached.figures;
  }

  /** Gives up those that cannot be reached from the first boot. */
  spareFrom(cluster: ClusterId): readonly DeadEndGoal[] {
    return this.#reached.spareFrom(this.#tupleOf(cluster));
  }

  /** From now on, several threads judge; what one of them judges, the others need not. */
  share(tuples: ClaimTable): void {
    const sum = new PrintSum();
    this.#reached.isOwn = (situations, failed) => {
      sum.clear();
      for (let slot = 0; slot < situations.length; slot += 1) {
        if (!failed.includes(slot + 1)) sum.add(this.#prints.lanes, situations[slot] ?? 0);
      }
      return tuples.isFirst(sum);
    };
  }

  /** The same as {@link deadEndAt}, whoever has judged it before. */
  deadEndAgainAt(cluster: ClusterId): DeadEnd | null {
    return this.#reached.deadEndAt(this.#tupleOf(cluster), true);
  }

  /** Null if there is a way on, or if it was judged before. */
  deadEndAt(cluster: ClusterId): DeadEnd | null {
    if (cluster >= this.#isJudged.length) this.#widen(cluster + 1);
    if (this.#isJudged[cluster] === 1) return null;
    this.#isJudged[cluster] = 1;
    return this.#reached.deadEndAt(this.#tupleOf(cluster));
  }

  #tupleOf(cluster: ClusterId): readonly number[] {
    for (let slot = 0; slot < this.#tuple.length; slot += 1) {
      const id = this.#clusters.nodeStateOf(cluster, slot + 1);
      this.#tuple[slot] = this.#situations[id] ??= this.#situationOf(id);
    }
    return this.#tuple;
  }

  #situationOf(id: NodeStateId): number {
    const nodeState = this.#transitionCache.nodeState(id);
    const situation = this.#reached.situationOf(nodeState);
    this.#prints.put(situation, printOf(situationKey(nodeState)));
    return situation;
  }

  #widen(needed: number): void {
    const wider = new Uint8Array(Math.max(needed, 2 * this.#isJudged.length));
    wider.set(this.#isJudged);
    this.#isJudged = wider;
  }
}

/** Null if no possibility is asked for. */
export function possibilitiesOf(
  target: PureTarget,
  nodes: number,
  { properties, timing, maxDeadEndEffort }: SearchOptions,
  clusters: Clusters,
  transitionCache: TransitionCache,
): Possibilities | null {
  const goals = DEAD_END_GOALS.filter((goal) => properties.some(({ id }) => id === goal));
  if (goals.length === 0) return null;
  const effort = maxDeadEndEffort ?? usualEffort(nodes);
  const reached = new ReachedStates(target, nodes, timing, goals, effort);
  return new Possibilities(reached, nodes, clusters, transitionCache);
}
