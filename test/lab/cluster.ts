/** A cluster as the lab's tester sees it: who leads, who is connected, who is in which term. */
import { LAB_TIMING } from '../../core/timing.ts';
import type { Action } from '../../faults/action.ts';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { Run } from '../../search/running/run.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import { raft } from '../../targets/raft.ts';
import type { NodeId } from '../../trace/view.ts';

/** The lab's tester gives a cluster this long to elect. */
const PATIENCE_MS = 5_000;

export class LabCluster {
  readonly nodes: readonly NodeId[];
  readonly #run: Run;
  readonly #isolated = new Set<NodeId>();

  constructor(size: number, seed: number) {
    const setting = { nodes: size, seed, timing: LAB_TIMING, settings: DEFAULT_NETWORK };
    this.#run = new Run(raft, setting, { sought: null, properties: PROPERTIES });
    this.nodes = Array.from({ length: size }, (_, slot) => slot + 1);
  }

  /** What broke so far; every event was judged. */
  get broken(): readonly string[] {
    return this.#run.finish().violations.map(({ witness }) => witness.observed);
  }

  elapse(ms: number): void {
    this.#act({ kind: 'elapse', ms });
  }

  disconnect(...nodes: readonly NodeId[]): void {
    for (const node of nodes) this.#isolated.add(node);
    this.#reconnect();
  }

  connect(...nodes: readonly NodeId[]): void {
    for (const node of nodes) this.#isolated.delete(node);
    this.#reconnect();
  }

  /** The connected nodes that lead now. */
  leaders(): NodeId[] {
    return this.#connected().filter((node) => this.roleOf(node) === 'leader');
  }

  /** Waits until one connected node leads, and says which; null if none does in time. */
  elected(): NodeId | null {
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += 50) {
      const [leader, ...others] = this.#newest(this.leaders());
      if (leader !== undefined && others.length === 0) return leader;
      this.elapse(50);
    }
    return null;
  }

  /** The terms that connected nodes are in, each once. */
  terms(): number[] {
    return [...new Set(this.#connected().map((node) => this.termOf(node)))];
  }

  roleOf(node: NodeId): string | undefined {
    return this.#run.world.viewOf(node)?.role;
  }

  termOf(node: NodeId): number {
    return this.#run.world.viewOf(node)?.currentTerm ?? 0;
  }

  /** A leader of an older term may not know yet that it is none. */
  #newest(leaders: readonly NodeId[]): NodeId[] {
    const newest = Math.max(...leaders.map((node) => this.termOf(node)));
    return leaders.filter((node) => this.termOf(node) === newest);
  }

  #connected(): NodeId[] {
    return this.nodes.filter((node) => !this.#isolated.has(node));
  }

  #reconnect(): void {
    this.#act({ kind: 'heal' });
    for (const node of this.#isolated) this.#act({ kind: 'isolate', node });
  }

  #act(action: Action): void {
    this.#run.act(action);
  }
}
