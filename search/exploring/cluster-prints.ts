/** The fingerprints of clusters: of what all nodes are, and of what properties remember. */
import type { ClusterId, Clusters } from './clusters.ts';
import { Fingerprints, LANES, PrintSum, printOf } from './fingerprint.ts';
import type { MonitorStateId, MonitorStates } from './monitor-states.ts';
import type { NodeStateId, TransitionCache } from './transition-cache.ts';

export class ClusterPrints {
  readonly #nodes: number;
  readonly #clusters: Clusters;
  readonly #monitorStates: MonitorStates;
  readonly #cache: TransitionCache;
  readonly #prints = new Fingerprints();
  /** By how many nodes were touched. */
  readonly #touched = new Fingerprints();
  /** By cluster: 1 once its fingerprint is known. */
  #isKnown = new Uint8Array(1 << 10);
  readonly #sum = new PrintSum();

  constructor(
    nodes: number,
    clusters: Clusters,
    monitorStates: MonitorStates,
    cache: TransitionCache,
  ) {
    this.#nodes = nodes;
    this.#clusters = clusters;
    this.#monitorStates = monitorStates;
    this.#cache = cache;
    for (let touched = 0; touched <= nodes; touched += 1) {
      this.#touched.put(touched, printOf(`touched ${touched}`));
    }
  }

  /** Adds the fingerprint of a cluster. */
  add(cluster: ClusterId, sum: PrintSum): void {
    if (this.#isKnown[cluster] !== 1) this.#work(cluster);
    sum.add(this.#prints.lanes, cluster);
  }

  /** The fingerprint of a cluster that need not have a number; good until the next call. */
  of(nodeStates: readonly NodeStateId[], monitorState: MonitorStateId, touched: number): PrintSum {
    const sum = this.#sum;
    sum.clear();
    const { lanes } = this.#cache.prints.nodeStates;
    for (let slot = 0; slot < this.#nodes; slot += 1) sum.add(lanes, nodeStates[slot] ?? 0);
    this.#monitorStates.addPrint(monitorState, sum);
    sum.add(this.#touched.lanes, touched);
    return sum;
  }

  #work(cluster: ClusterId): void {
    const clusters = this.#clusters;
    const nodeStates = Array.from({ length: this.#nodes }, (_, slot) =>
      clusters.nodeStateOf(cluster, slot + 1),
    );
    const monitorState = clusters.monitorStateOf(cluster);
    this.#prints.put(cluster, this.of(nodeStates, monitorState, clusters.touchedOf(cluster)));
    if (cluster >= this.#isKnown.length) {
      const wider = new Uint8Array(Math.max(cluster + 1, this.#prints.lanes.length / LANES));
      wider.set(this.#isKnown);
      this.#isKnown = wider;
    }
    this.#isKnown[cluster] = 1;
  }
}
