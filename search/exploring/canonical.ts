/**
 * Clusters that differ in the names of nodes only are one cluster: of all its renamed forms, the
 * one that stands for the others is chosen here. Nodes are ordered by what can be said of them
 * without a name, and only where that leaves a choice are several orders compared.
 */
import type { Clusters, ClusterId } from './clusters.ts';
import { isLess } from './flights.ts';
import type { MonitorStates } from './monitor-states.ts';
import type { Renaming } from './renaming.ts';
import { ordersOf, Renamings } from './renamings.ts';
import { Signatures } from './signatures.ts';
import type { TransitionCache } from './transition-cache.ts';

/** More nodes than this that look the same are left in the order that they have. */
const MAX_ALIKE = 5;

/** A cluster as it is known to the search. */
export interface CanonicalCluster {
  readonly cluster: ClusterId;
  /** All that make this of it; null if that is nothing but to leave every name as it is. */
  readonly renamings: readonly Renaming[] | null;
}

/** What a search needs to know of a target whose nodes are alike. */
export interface Symmetry {
  readonly renamings: Renamings;
  readonly canonical: Canonical;
}

export function symmetryOf(
  nodes: number,
  clusters: Clusters,
  monitorStates: MonitorStates,
  cache: TransitionCache,
): Symmetry {
  const renamings = new Renamings(nodes, cache);
  const signatures = new Signatures(cache);
  const canonical = new Canonical({ nodes, clusters, monitorStates, renamings, signatures });
  return { renamings, canonical };
}

interface CanonicalContext {
  readonly nodes: number;
  readonly clusters: Clusters;
  readonly monitorStates: MonitorStates;
  readonly renamings: Renamings;
  readonly signatures: Signatures;
}

export class Canonical {
  readonly #world: CanonicalContext;
  readonly #known: (CanonicalCluster | undefined)[] = [];

  constructor(world: CanonicalContext) {
    this.#world = world;
  }

  of(cluster: ClusterId): CanonicalCluster {
    return (this.#known[cluster] ??= this.#worked(cluster));
  }

  #worked(cluster: ClusterId): CanonicalCluster {
    const { clusters, nodes } = this.#world;
    const touched = clusters.touchedOf(cluster);
    if (this.#isInOrder(cluster, touched)) return { cluster, renamings: null };
    let least: number[] | null = null;
    let chosen: Renaming[] = [];
    for (const order of this.#ordersOf(cluster, touched)) {
      const renaming = this.#renamingTo(order);
      const renamed = this.#renamed(cluster, renaming);
      if (least === null || isLess(renamed, least)) {
        least = renamed;
        chosen = [renaming];
      } else if (!isLess(least, renamed)) {
        chosen.push(renaming);
      }
    }
    const monitorState = least?.[nodes] ?? 0;
    const canonical = clusters.idOf(least ?? [], monitorState, touched);
    const isAsItIs = chosen.length === 1 && chosen[0]?.isIdentity === true;
    return { cluster: canonical, renamings: isAsItIs ? null : chosen };
  }

  /** Whether no other order comes into question: most steps leave it as it was. */
  #isInOrder(cluster: ClusterId, touched: number): boolean {
    const { clusters, signatures } = this.#world;
    let previous = -1;
    for (let node = 1; node <= touched; node += 1) {
      const signature = signatures.of(clusters.nodeStateOf(cluster, node));
      if (signature <= previous) return false;
      previous = signature;
    }
    return true;
  }

  /**
   * The orders of nodes to choose from. Nodes to which nothing has happened stay the last: all that
   * is known of them is known of each, so that exchanging them changes nothing.
   */
  #ordersOf(cluster: ClusterId, touched: number): readonly (readonly number[])[] {
    const { clusters, signatures, nodes } = this.#world;
    const alike = new Map<number, number[]>();
    for (let node = 1; node <= touched; node += 1) {
      const signature = signatures.of(clusters.nodeStateOf(cluster, node));
      const group = alike.get(signature);
      if (group === undefined) alike.set(signature, [node]);
      else group.push(node);
    }
    const untouched = Array.from({ length: nodes - touched }, (_, index) => touched + index + 1);
    const groups = [...alike].sort(([one], [other]) => one - other).map(([, group]) => group);
    let orders: (readonly number[])[] = [[]];
    for (const group of groups) {
      const within = group.length > MAX_ALIKE ? [group] : ordersOf(group);
      orders = orders.flatMap((order) => within.map((next) => [...order, ...next]));
    }
    return orders.map((order) => [...order, ...untouched]);
  }

  #renamingTo(order: readonly number[]): Renaming {
    return this.#world.renamings.of(order.map((_, slot) => order.indexOf(slot + 1) + 1));
  }

  /** The node states, n1's first, then the history. */
  #renamed(cluster: ClusterId, renaming: Renaming): number[] {
    const { clusters, monitorStates, nodes } = this.#world;
    const renamed: number[] = [];
    for (let node = 1; node <= nodes; node += 1) {
      const nodeState = clusters.nodeStateOf(cluster, node);
      renamed[renaming.node(node) - 1] = renaming.nodeState(nodeState);
    }
    renamed[nodes] = monitorStates.renamed(clusters.monitorStateOf(cluster), renaming);
    return renamed;
  }
}
