/**
 * What may happen next in one cluster, and what becomes of it. Where a state has come to is one
 * thing, what is in flight another: states that differ in flights alone share all of this.
 */
import type { CanonicalCluster, Symmetry } from './canonical.ts';
import type { Clusters, ClusterId } from './clusters.ts';
import type { Enabled } from './enabled.ts';
import type { Flights, FlightsId } from './flights.ts';
import type { MonitorStates, MonitorStateId } from './monitor-states.ts';
import type { KnownOutcome, TransitionCache, MessageId, NodeStateId } from './transition-cache.ts';
import { BROKEN } from './monitor-memo.ts';
import type { Renaming } from './renaming.ts';

/** One way to go on. */
export interface Branch {
  readonly outcome: KnownOutcome;
  /** The cluster afterwards; {@link BROKEN} if a property does not hold or the target threw. */
  readonly cluster: ClusterId;
  readonly sent: FlightsId;
  /** Those that make that cluster of what the nodes come to; null if they keep their names. */
  readonly renamings: readonly Renaming[] | null;
}

/** What the branches of a search are made of. */
export interface BranchContext {
  readonly transitionCache: TransitionCache;
  readonly enabled: Enabled;
  readonly monitorStates: MonitorStates;
  readonly flights: Flights;
  readonly clusters: Clusters;
  readonly nodes: number;
  /** Renaming the nodes of a run gives a run; null if it does not. */
  readonly symmetry: Symmetry | null;
  /** An error of the target is a violation; else what follows it is not looked at. */
  readonly judgesErrors: boolean;
  /** Nodes of a higher term are not looked at. */
  readonly maxTerm: number;
}

interface Delivery {
  readonly cluster: ClusterId;
  readonly branches: readonly Branch[];
}

const BROKEN_CLUSTER: CanonicalCluster = { cluster: BROKEN, renamings: null };

const NO_BRANCHES: readonly Branch[] = [];

export class Branches {
  readonly #world: BranchContext;
  readonly #nodeStates: NodeStateId[] = [];
  readonly #deliveries: (Delivery | undefined)[] = [];
  #cluster: ClusterId = BROKEN;
  #monitorState: MonitorStateId = 0;
  #touched = 0;
  #own: readonly Branch[] = NO_BRANCHES;

  constructor(world: BranchContext) {
    this.#world = world;
  }

  /** Those that need no message. */
  get own(): readonly Branch[] {
    return this.#own;
  }

  /** Turns to another cluster. */
  enter(cluster: ClusterId): void {
    const { clusters, enabled, nodes } = this.#world;
    this.#cluster = cluster;
    for (let slot = 0; slot < nodes; slot += 1) {
      this.#nodeStates[slot] = clusters.nodeStateOf(cluster, slot + 1);
    }
    this.#monitorState = clusters.monitorStateOf(cluster);
    this.#touched = clusters.touchedOf(cluster);
    const own: Branch[] = [];
    for (let node = 1; node <= this.reach; node += 1) {
      this.#follow(enabled.own(this.#nodeStateOf(node)), own);
    }
    this.#own = own;
  }

  /** Those in which this message arrives. */
  delivered(message: MessageId): readonly Branch[] {
    const known = this.#deliveries[message];
    if (known?.cluster === this.#cluster) return known.branches;
    const branches = this.#branchesOf(message);
    this.#deliveries[message] = { cluster: this.#cluster, branches };
    return branches;
  }

  #branchesOf(message: MessageId): readonly Branch[] {
    const { transitionCache, enabled } = this.#world;
    const node = transitionCache.receiverOf(message);
    if (node > this.reach) return NO_BRANCHES;
    const branches: Branch[] = [];
    this.#follow(enabled.delivered(this.#nodeStateOf(node), message), branches);
    return branches;
  }

  /**
   * The highest node that something may happen to. If all nodes are alike, so are those to which
   * nothing has happened yet: what may happen to one of them is enough.
   */
  get reach(): number {
    const { symmetry, nodes } = this.#world;
    return symmetry === null ? nodes : Math.min(this.#touched + 1, nodes);
  }

  #nodeStateOf(node: number): NodeStateId {
    return this.#nodeStates[node - 1] ?? 0;
  }

  /** Keeps those that lead somewhere: what changes nothing and sends nothing is no decision. */
  #follow(outcomes: readonly KnownOutcome[], branches: Branch[]): void {
    const { monitorStates, flights, maxTerm, judgesErrors } = this.#world;
    for (const outcome of outcomes) {
      if (outcome.term > maxTerm) continue;
      if (outcome.thrown !== null && !judgesErrors) continue;
      this.#world.symmetry?.renamings.check(outcome);
      const sent = flights.sentBy(outcome);
      const isSound = outcome.thrown === null;
      const monitorState = isSound
        ? monitorStates.after(this.#monitorState, outcome, this.#nodeStates)
        : BROKEN;
      const isSame =
        monitorState === this.#monitorState && outcome.after === this.#nodeStateOf(outcome.node);
      if (isSame && sent === flights.none) continue;
      const { cluster, renamings } = this.#clusterAfter(outcome, monitorState);
      branches.push({ outcome, cluster, sent, renamings });
    }
  }

  #clusterAfter({ node, after }: KnownOutcome, monitorState: MonitorStateId): CanonicalCluster {
    if (monitorState === BROKEN) return BROKEN_CLUSTER;
    const { clusters, symmetry } = this.#world;
    const touched = symmetry === null ? 0 : Math.max(this.#touched, node);
    const before = this.#nodeStateOf(node);
    this.#nodeStates[node - 1] = after;
    const cluster = clusters.idOf(this.#nodeStates, monitorState, touched);
    this.#nodeStates[node - 1] = before;
    return symmetry?.canonical.of(cluster) ?? { cluster, renamings: null };
  }
}
