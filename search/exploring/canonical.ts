/**
 * Clusters that differ in the names of nodes only are one cluster: of all its renamed forms, the
 * one that stands for the others is chosen here. Nodes are ordered by what can be said of them
 * without a name, and only where that leaves a choice are several orders compared.
 */
import type { Clusters, ClusterId } from './clusters.ts';
import type { ClusterPrints } from './cluster-prints.ts';
import type { PrintSum } from './fingerprint.ts';
import { widened } from './list-table.ts';
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

/** What canonical forms are made of. */
export interface SymmetryContext {
  readonly clusters: Clusters;
  readonly clusterPrints: ClusterPrints;
  readonly monitorStates: MonitorStates;
  readonly transitionCache: TransitionCache;
}

export function symmetryOf(nodes: number, world: SymmetryContext): Symmetry {
  const { clusters, clusterPrints: prints, monitorStates, transitionCache } = world;
  const renamings = new Renamings(nodes, transitionCache);
  const signatures = new Signatures(transitionCache);
  const context = { nodes, clusters, monitorStates, renamings, signatures, prints };
  return { renamings, canonical: new Canonical(context) };
}

interface CanonicalContext {
  readonly nodes: number;
  readonly clusters: Clusters;
  readonly monitorStates: MonitorStates;
  readonly renamings: Renamings;
  readonly signatures: Signatures;
  readonly prints: ClusterPrints;
}

/** Nothing but to leave every name as it is. */
const AS_IT_IS = 0;

const UNKNOWN = -1;

export class Canonical {
  readonly #world: CanonicalContext;
  /** By cluster, the one that stands for it. Tables, since there are as many as branches. */
  #clusters = new Int32Array(1 << 10).fill(UNKNOWN);
  /** By cluster, the place of the renamings among the choices. */
  #renamings = new Int32Array(1 << 10);
  readonly #choices: (readonly Renaming[] | null)[] = [null];
  readonly #placeOfChoice = new Map<string, number>();

  constructor(world: CanonicalContext) {
    this.#world = world;
  }

  of(cluster: ClusterId): CanonicalCluster {
    if (cluster >= this.#clusters.length) this.#widen(cluster + 1);
    if (this.#clusters[cluster] === UNKNOWN) this.#work(cluster);
    const renamings = this.#choices[this.#renamings[cluster] ?? AS_IT_IS] ?? null;
    return { cluster: this.#clusters[cluster] ?? cluster, renamings };
  }

  #work(cluster: ClusterId): void {
    const touched = this.#world.clusters.touchedOf(cluster);
    if (this.#isInOrder(cluster, touched)) {
      this.#clusters[cluster] = cluster;
      return;
    }
    const orders = this.#ordersOf(cluster, touched);
    const [only] = orders;
    if (only !== undefined && orders.length === 1) {
      const renaming = this.#renamingTo(only);
      return this.#choose(cluster, touched, this.#renamed(cluster, renaming), [renaming]);
    }
    let least: readonly number[] = [];
    let leastPlace = Infinity;
    let chosen: Renaming[] = [];
    for (const order of orders) {
      const renaming = this.#renamingTo(order);
      const renamed = this.#renamed(cluster, renaming);
      const { order: place } = this.#printOf(renamed, touched);
      if (place < leastPlace) {
        least = renamed;
        leastPlace = place;
        chosen = [renaming];
      } else if (isSame(least, renamed)) {
        chosen.push(renaming);
      }
    }
    this.#choose(cluster, touched, least, chosen);
  }

  #choose(
    cluster: ClusterId,
    touched: number,
    renamed: readonly number[],
    chosen: readonly Renaming[],
  ): void {
    const monitorState = renamed[this.#world.nodes] ?? 0;
    this.#clusters[cluster] = this.#world.clusters.idOf(renamed, monitorState, touched);
    this.#renamings[cluster] = this.#placeOf(chosen);
  }

  #printOf(renamed: readonly number[], touched: number): PrintSum {
    const { prints, nodes } = this.#world;
    return prints.of(renamed, renamed[nodes] ?? 0, touched);
  }

  #placeOf(chosen: readonly Renaming[]): number {
    if (chosen.length === 1 && chosen[0]?.isIdentity === true) return AS_IT_IS;
    const key = chosen.map(({ id }) => id).join();
    const known = this.#placeOfChoice.get(key);
    if (known !== undefined) return known;
    const place = this.#choices.push(chosen) - 1;
    this.#placeOfChoice.set(key, place);
    return place;
  }

  #widen(needed: number): void {
    const { length } = this.#clusters;
    this.#clusters = widened(this.#clusters, needed).fill(UNKNOWN, length);
    this.#renamings = widened(this.#renamings, needed);
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
    const places: number[] = [];
    const order: number[] = [];
    for (let node = 1; node <= touched; node += 1) {
      const signature = signatures.of(clusters.nodeStateOf(cluster, node));
      let at = order.length;
      for (; at > 0 && (places[at - 1] ?? 0) > signature; at -= 1) {
        places[at] = places[at - 1] ?? 0;
        order[at] = order[at - 1] ?? 0;
      }
      places[at] = signature;
      order[at] = node;
    }
    for (let node = touched + 1; node <= nodes; node += 1) order.push(node);
    return ordersWithin(order, places);
  }

  #renamingTo(order: readonly number[]): Renaming {
    const images: number[] = [];
    for (let slot = 0; slot < order.length; slot += 1) images[(order[slot] ?? 1) - 1] = slot + 1;
    return this.#world.renamings.of(images);
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

/** All orders in which those of equal places change places. */
function ordersWithin(
  order: readonly number[],
  places: readonly number[],
): readonly (readonly number[])[] {
  let orders: readonly (readonly number[])[] = [order];
  for (let start = 0; start < places.length; ) {
    let end = start + 1;
    while (end < places.length && places[end] === places[start]) end += 1;
    const [from, to] = [start, end];
    start = end;
    if (to - from === 1 || to - from > MAX_ALIKE) continue;
    const within = ordersOf(order.slice(from, to));
    orders = orders.flatMap((one) =>
      within.map((part) => [...one.slice(0, from), ...part, ...one.slice(to)]),
    );
  }
  return orders;
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.every((id, index) => id === other[index]);
}
