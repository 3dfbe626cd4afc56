/** All nodes of a cluster and what properties remember of its past, as one number. */
import type { NodeStateId } from './transition-cache.ts';
import type { MonitorStateId } from './monitor-states.ts';
import { ListTable } from './list-table.ts';

/** Number of a cluster: everything of a state but the messages in flight. */
export type ClusterId = number;

export class Clusters {
  readonly #nodes: number;
  /** The node states of the nodes, n1's first, then the history, then how many were touched. */
  readonly #lists = new ListTable();

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  get size(): number {
    return this.#lists.size;
  }

  idOf(
    nodeStates: readonly NodeStateId[],
    monitorState: MonitorStateId,
    touched: number,
  ): ClusterId {
    const lists = this.#lists;
    for (let slot = 0; slot < this.#nodes; slot += 1) lists.push(nodeStates[slot] ?? 0);
    lists.push(monitorState);
    lists.push(touched);
    return lists.finish();
  }

  nodeStateOf(cluster: ClusterId, node: number): NodeStateId {
    return this.#lists.at(cluster, node - 1);
  }

  monitorStateOf(cluster: ClusterId): MonitorStateId {
    return this.#lists.at(cluster, this.#nodes);
  }

  /** How many nodes something has happened to, if they are touched in order; otherwise 0. */
  touchedOf(cluster: ClusterId): number {
    return this.#lists.at(cluster, this.#nodes + 1);
  }
}
