/**
 * The exhaustive engine: all decisions, breadth first, states deduplicated by exact keys. What it
 * finds first is a shortest run; if it ends without finding, that is a proof within its bounds.
 */
import { supports } from '../../simulator/capabilities.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import { listenerOf } from '../running/run-under-way.ts';
import type { Bounds, SearchOptions, SearchResult, SearchSize, SearchStart } from './bounds.ts';
import { Branches, type Branch } from './branches.ts';
import { symmetryOf, type Symmetry } from './canonical.ts';
import { Clusters } from './clusters.ts';
import { Enabled } from './enabled.ts';
import { Flights } from './flights.ts';
import { foresightFor, type Foresight } from './foresight.ts';
import { MonitorStates } from './monitor-states.ts';
import { Layer } from './layer.ts';
import { TransitionCache, type MessageId } from './transition-cache.ts';
import { ABSENT } from './pair-table.ts';
import { BROKEN } from './monitor-memo.ts';
import { notSymmetric } from './not-symmetric.ts';
import { Unalike } from './renaming.ts';
import { States, type StateId } from './states.ts';
import { possibilitiesOf, type Possibilities } from './possibilities.ts';
import type { Taken } from './path.ts';
import { ExploredRuns } from './explored-runs.ts';
import { runFacts } from '../run-facts.ts';

/**
 * Searches all runs of up to so many decisions. Judges safety only: there is no clock in it. Throws
 * `NotSymmetric` for a target that wrongly states that it treats all nodes alike.
 */
export function explore(target: PureTarget, bounds: Bounds, options: SearchOptions): SearchResult {
  return new Search(target, bounds, options).run();
}

/** Outcomes that are kept at most: a target of endless variety must not use up the memory. */
const MAX_OUTCOMES = 250_000;

/** States between two questions whether to stop: a moment even if each step takes some ms. */
const STATES_PER_QUESTION = 16;

class Search {
  readonly #target: string;
  readonly #bounds: Bounds;
  readonly #options: SearchOptions;
  readonly #transitionCache: TransitionCache;
  readonly #flights: Flights;
  readonly #clusters: Clusters;
  readonly #monitorStates: MonitorStates;
  readonly #symmetry: Symmetry | null;
  readonly #branches: Branches;
  readonly #states = new States();
  readonly #runs: ExploredRuns;
  readonly #layer = new Layer(this.#states);
  /** Null for a target that does not want to know its next steps. */
  readonly #foresight: Foresight | null;
  readonly #statesByDepth = [1];
  /** Null unless possibilities are asked for. */
  readonly #possibilities: Possibilities | null;
  #spared: readonly DeadEndGoal[] = [];
  #decisions = 0;
  #statesToQuestion = STATES_PER_QUESTION;
  /** The state whose branches are being followed. */
  #expanded: StateId = 0;
  /** Whether the states that are met now are of interest. */
  #keepsStates = true;
  #found: { readonly state: StateId; readonly taken: Taken } | null = null;

  constructor(target: PureTarget, bounds: Bounds, options: SearchOptions) {
    const { nodes, faults } = bounds;
    const facts = runFacts(target, nodes, options.timing);
    const safety = options.properties.filter(({ kind }) => kind !== 'possibility');
    this.#target = target.name;
    this.#bounds = bounds;
    this.#options = options;
    const properties = options.properties.map(({ id }) => id);
    listenerOf(target)?.begins({ kind: 'search', bounds, timing: options.timing, properties });
    this.#transitionCache = new TransitionCache(target, nodes, options.timing);
    this.#flights = new Flights({
      nodes,
      keeps: faults.includes('duplicate'),
      receiverOf: (message) => this.#transitionCache.receiverOf(message),
    });
    this.#clusters = new Clusters(nodes);
    this.#foresight = foresightFor(target, nodes, {
      transitionCache: this.#transitionCache,
      states: this.#states,
      clusters: this.#clusters,
      flights: this.#flights,
    });
    this.#monitorStates = new MonitorStates(safety, facts, this.#transitionCache);
    const [cache, clusters] = [this.#transitionCache, this.#clusters];
    this.#possibilities = possibilitiesOf(target, nodes, options, clusters, cache);
    // Where another run has been, the nodes are no longer alike: each may have been touched.
    const isApart = options.tellsNodesApart === true || options.from !== undefined;
    const isSymmetric = supports(target.capabilities, 'symmetric') && !isApart;
    this.#symmetry = isSymmetric ? symmetryOf(nodes, clusters, this.#monitorStates, cache) : null;
    this.#branches = this.#branchesFor(target);
    this.#runs = new ExploredRuns({
      states: this.#states,
      branches: this.#branches,
      flights: this.#flights,
      renamings: this.#symmetry?.renamings ?? null,
      keepsMessages: faults.includes('duplicate'),
    });
  }

  #branchesFor({ capabilities }: PureTarget): Branches {
    const { nodes, faults, maxTerm } = this.#bounds;
    return new Branches({
      transitionCache: this.#transitionCache,
      enabled: new Enabled(this.#transitionCache, capabilities, faults),
      monitorStates: this.#monitorStates,
      flights: this.#flights,
      clusters: this.#clusters,
      nodes,
      symmetry: this.#symmetry,
      judgesErrors: this.#options.properties.some(({ id }) => id === 'never-throws'),
      maxTerm: maxTerm ?? Infinity,
    });
  }

  /** Whether the states that the longest runs lead to are of interest, too. */
  get #keepsAll(): boolean {
    return this.#options.isVerdictOnly !== true || this.#possibilities !== null;
  }

  run(): SearchResult {
    const { from: start } = this.#options;
    const broken = start === undefined ? this.#boot() : this.#begin(start);
    if (broken !== null) return broken;
    let from = 0;
    if (this.#options.sparesFirstBoot === true) this.#spare();
    const stuck = this.#deadEnd(0, 1);
    if (stuck !== null) return stuck;
    for (let depth = 1; depth <= this.#bounds.maxDecisions; depth += 1) {
      const to = this.#states.count;
      if (from === to) break;
      if (depth === this.#bounds.maxDecisions) this.#keepsStates = this.#keepsAll;
      const isDone = this.#expandedLayer(from, to);
      if (this.#found !== null) return this.#violated(this.#found.state, this.#found.taken);
      if (!isDone) return this.#stopped(depth - 1);
      this.#statesByDepth.push(this.#states.count - to);
      const stuckHere = this.#deadEnd(to, this.#states.count);
      if (stuckHere !== null) return stuckHere;
      if (this.#options.onDepth?.(depth, this.#size()) === false) return this.#stopped(depth);
      from = to;
    }
    return { kind: 'complete', ...this.#size() };
  }

  /** The first state. Something may be wrong with it already. */
  #boot(): SearchResult | null {
    const { boots } = this.#transitionCache;
    const nodeStates = boots.map(() => ABSENT);
    let monitorState = this.#monitorStates.start;
    let inFlight = this.#flights.none;
    for (const boot of boots) {
      const { node, after, thrown } = boot;
      if (thrown !== null) return { kind: 'violated', run: [], ...this.#size() };
      monitorState = this.#monitorStates.after(monitorState, boot, nodeStates);
      if (monitorState === BROKEN) return { kind: 'violated', run: [], ...this.#size() };
      nodeStates[node - 1] = after;
      inFlight = this.#flights.after(inFlight, ABSENT, this.#flights.sentBy(boot));
    }
    this.#states.add(this.#clusters.idOf(nodeStates, monitorState, 0), inFlight, ABSENT);
    return null;
  }

  /** The first state, where another run has ended without breaking any of the properties. */
  #begin({ nodes, inFlight, memories }: SearchStart): null {
    const cache = this.#transitionCache;
    const nodeStates = nodes.map((node) => cache.idOfNode(node));
    const messages = inFlight.map((flight) => cache.idOfMessage(flight));
    const cluster = this.#clusters.idOf(nodeStates, this.#monitorStates.recalled(memories), 0);
    this.#states.add(cluster, this.#flights.of(messages), ABSENT);
    return null;
  }

  /** The same as {@link #expandLayer}; what shows that nodes are not alike becomes two runs. */
  #expandedLayer(from: StateId, to: StateId): boolean {
    try {
      return this.#expandLayer(from, to);
    } catch (error) {
      if (!(error instanceof Unalike) || this.#symmetry === null) throw error;
      const outcomes = this.#runs.outcomesTo(this.#expanded);
      throw notSymmetric(this.#target, error, outcomes, this.#transitionCache);
    }
  }

  /** False if it had to stop before the end, or has found something. */
  #expandLayer(from: StateId, to: StateId): boolean {
    const layer = this.#layer;
    layer.enter(from, to);
    for (let first = from; first < to; first += 1) {
      this.#foresight?.look(first, to);
      const cluster = this.#states.clusterOf(first);
      if (!layer.leads(first, cluster)) continue;
      this.#expanded = first;
      this.#branches.enter(cluster);
      for (let state = first; state !== ABSENT; state = layer.next(state)) {
        this.#expanded = state;
        this.#expand(state);
        if (this.#found !== null || this.#mustStop()) return false;
      }
    }
    return true;
  }

  #expand(state: StateId): void {
    const flights = this.#flights;
    const branches = this.#branches;
    const inFlight = this.#states.flightsOf(state);
    for (const branch of branches.own) this.#follow(state, branch, ABSENT);
    for (let node = 1; node <= branches.reach; node += 1) {
      const box = flights.boxOf(inFlight, node);
      const count = flights.countOf(box);
      let previous: MessageId = ABSENT;
      for (let index = 0; index < count; index += 1) {
        const message = flights.at(box, index);
        if (message === previous) continue;
        previous = message;
        for (const branch of branches.delivered(message)) this.#follow(state, branch, message);
      }
    }
  }

  #follow(state: StateId, branch: Branch, message: MessageId): void {
    this.#decisions += 1;
    if (branch.cluster === BROKEN) {
      if (this.#found !== null) return;
      const taken = { branch, message };
      if (this.#isWanted(state, taken)) this.#found = { state, taken };
      return;
    }
    if (!this.#keepsStates) return;
    const { cluster, sent, renamings } = branch;
    const inFlight = this.#states.flightsOf(state);
    const after = this.#flights.after(inFlight, message, sent, renamings);
    this.#states.add(cluster, after, state);
  }

  #spare(): void {
    this.#spared = this.#possibilities?.spareFrom(this.#states.clusterOf(0)) ?? [];
  }

  /** Whether one of the states of a layer is a dead end: the run that leads there is a shortest. */
  #deadEnd(from: StateId, to: StateId): SearchResult | null {
    if (this.#possibilities === null) return null;
    for (let state = from; state < to; state += 1) {
      const deadEnd = this.#possibilities.deadEndAt(this.#states.clusterOf(state));
      if (deadEnd === null) continue;
      const run = this.#runs.into(deadEnd, state);
      if (this.#options.isWanted?.(run) === false) continue;
      return { kind: 'violated', run, ...this.#size() };
    }
    return null;
  }

  #isWanted(state: StateId, taken: Taken): boolean {
    const { isWanted } = this.#options;
    if (isWanted === undefined) return true;
    const run = this.#runs.by(state, taken);
    this.#branches.enter(this.#states.clusterOf(state));
    return isWanted(run);
  }

  #mustStop(): boolean {
    if (this.#states.count > this.#bounds.maxStates) return true;
    this.#statesToQuestion -= 1;
    if (this.#statesToQuestion > 0) return false;
    this.#statesToQuestion = STATES_PER_QUESTION;
    return this.#transitionCache.size > MAX_OUTCOMES || this.#options.shouldStop?.() === true;
  }

  #violated(state: StateId, taken: Taken): SearchResult {
    const run = this.#runs.by(state, taken);
    return { kind: 'violated', run, ...this.#size() };
  }

  #stopped(depth: number): SearchResult {
    return { kind: 'limitReached', depth, ...this.#size() };
  }

  #size(): SearchSize {
    const statesByDepth = [...this.#statesByDepth];
    const size = { states: this.#states.count, decisions: this.#decisions, statesByDepth };
    if (this.#possibilities === null) return size;
    return { ...size, deadEnds: this.#possibilities.figures, spared: this.#spared };
  }
}
