/** What a search goes through: all that is made of its target, its bounds and its properties. */
import { supports } from '../../simulator/capabilities.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { runFacts } from '../run-facts.ts';
import type { Bounds, SearchOptions } from './bounds.ts';
import { Branches } from './branches.ts';
import { symmetryOf, type Symmetry } from './canonical.ts';
import { ClusterPrints } from './cluster-prints.ts';
import { Clusters, type ClusterId } from './clusters.ts';
import { DecisionOrder } from './decision-order.ts';
import { Enabled } from './enabled.ts';
import { ExploredRuns } from './explored-runs.ts';
import { FlightPrints } from './flight-prints.ts';
import { Flights, type FlightsId } from './flights.ts';
import { foresightFor, type Foresight } from './foresight.ts';
import { BROKEN } from './monitor-memo.ts';
import { MonitorStates } from './monitor-states.ts';
import { ABSENT } from './pair-table.ts';
import { States } from './states.ts';
import { TransitionCache } from './transition-cache.ts';

export class SearchSpace {
  readonly states = new States();
  readonly transitionCache: TransitionCache;
  readonly decisionOrder: DecisionOrder;
  readonly clusters: Clusters;
  readonly clusterPrints: ClusterPrints;
  readonly flights: Flights;
  readonly flightPrints: FlightPrints;
  readonly monitorStates: MonitorStates;
  readonly symmetry: Symmetry | null;
  readonly branches: Branches;
  readonly runs: ExploredRuns;
  /** Null for a target that does not want to know its next steps. */
  readonly foresight: Foresight | null;
  readonly #options: SearchOptions;

  constructor(target: PureTarget, bounds: Bounds, options: SearchOptions) {
    const { nodes, faults } = bounds;
    const facts = runFacts(target, nodes, options.timing);
    const safety = options.properties.filter(({ kind }) => kind !== 'possibility');
    const keeps = faults.includes('duplicate');
    const cache = new TransitionCache(target, nodes, options.timing);
    const receiverOf = cache.receiverOf.bind(cache);
    this.#options = options;
    this.transitionCache = cache;
    this.decisionOrder = new DecisionOrder(cache);
    this.flights = new Flights({ nodes, keeps, receiverOf });
    this.flightPrints = new FlightPrints(nodes, keeps, this.flights, cache.prints.messages);
    this.clusters = new Clusters(nodes);
    this.foresight = foresightFor(target, nodes, this);
    this.monitorStates = new MonitorStates(safety, facts, cache);
    this.clusterPrints = new ClusterPrints(nodes, this.clusters, this.monitorStates, cache);
    // Where another run has been, the nodes are no longer alike: each may have been touched.
    const isApart = options.tellsNodesApart === true || options.from !== undefined;
    const isSymmetric = supports(target.capabilities, 'symmetric') && !isApart;
    this.symmetry = isSymmetric ? symmetryOf(nodes, this) : null;
    this.branches = this.#branchesFor(target, bounds);
    this.runs = new ExploredRuns({
      states: this.states,
      branches: this.branches,
      flightPrints: this.flightPrints,
      decisionOrder: this.decisionOrder,
      flights: this.flights,
      renamings: this.symmetry?.renamings ?? null,
      keepsMessages: keeps,
    });
  }

  /** The first state. False if something is wrong with it already. */
  begin(): boolean {
    const { from: start } = this.#options;
    if (start === undefined) return this.#boot();
    const { nodes, inFlight, memories } = start;
    const nodeStates = nodes.map((node) => this.transitionCache.idOfNode(node));
    const messages = inFlight.map((flight) => this.transitionCache.idOfMessage(flight));
    const monitorState = this.monitorStates.recalled(memories);
    this.#addFirst(this.clusters.idOf(nodeStates, monitorState, 0), this.flights.of(messages));
    return true;
  }

  #boot(): boolean {
    const { boots } = this.transitionCache;
    const nodeStates = boots.map(() => ABSENT);
    let monitorState = this.monitorStates.start;
    let inFlight = this.flights.none;
    for (const boot of boots) {
      const { node, after, thrown } = boot;
      if (thrown !== null) return false;
      monitorState = this.monitorStates.after(monitorState, boot, nodeStates);
      if (monitorState === BROKEN) return false;
      nodeStates[node - 1] = after;
      inFlight = this.flights.after(inFlight, ABSENT, this.flights.sentBy(boot));
    }
    this.#addFirst(this.clusters.idOf(nodeStates, monitorState, 0), inFlight);
    return true;
  }

  #addFirst(cluster: ClusterId, inFlight: FlightsId): void {
    this.flightPrints.enter(inFlight);
    this.states.add(cluster, inFlight, this.flightPrints.before, ABSENT);
  }

  #branchesFor({ capabilities }: PureTarget, { nodes, faults, maxTerm }: Bounds): Branches {
    const { transitionCache, monitorStates, flights, clusters, symmetry } = this;
    return new Branches({
      ...{ transitionCache, monitorStates, flights, clusters, symmetry, nodes },
      enabled: new Enabled(transitionCache, capabilities, faults),
      judgesErrors: this.#options.properties.some(({ id }) => id === 'never-throws'),
      maxTerm: maxTerm ?? Infinity,
    });
  }
}
