/**
 * Tells a target the steps that a search will ask for, many states ahead: to a program each request
 * is a journey, and so they are made together.
 */
import { supports } from '../../simulator/capabilities.ts';
import { foresightOf, type ForeseenStep, type Foresee } from '../../simulator/foresight.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { Clusters } from './clusters.ts';
import type { Flights } from './flights.ts';
import type { States, StateId } from './states.ts';
import type { MessageId, NodeStateId, TransitionCache } from './transition-cache.ts';

/** So many states at once: enough for long lines, and little is asked in vain once it finds. */
const WINDOW = 256;

interface Searched {
  readonly transitionCache: TransitionCache;
  readonly states: States;
  readonly clusters: Clusters;
  readonly flights: Flights;
}

/** Null for a target that does not want to know. */
export function foresightFor(
  target: PureTarget,
  nodes: number,
  searched: Searched,
): Foresight | null {
  const foresee = foresightOf(target);
  return foresee === undefined ? null : new Foresight(target, nodes, searched, foresee);
}

export class Foresight {
  readonly #searched: Searched;
  readonly #nodes: number;
  readonly #isSymmetric: boolean;
  readonly #proposes: boolean;
  readonly #foresee: Foresee;
  #upTo: StateId = 0;

  constructor({ capabilities }: PureTarget, nodes: number, searched: Searched, foresee: Foresee) {
    this.#searched = searched;
    this.#nodes = nodes;
    this.#isSymmetric = supports(capabilities, 'symmetric');
    this.#proposes = supports(capabilities, 'proposals');
    this.#foresee = foresee;
  }

  /** States from `first` on are about to be expanded; the layer ends before `to`. */
  look(first: StateId, to: StateId): void {
    if (first < this.#upTo) return;
    this.#upTo = Math.min(to, first + WINDOW);
    const steps: ForeseenStep[] = [];
    const seen = new Set<string>();
    for (let state = first; state < this.#upTo; state += 1) this.#addStepsOf(state, seen, steps);
    if (steps.length > 0) this.#foresee(steps);
  }

  #addStepsOf(state: StateId, seen: Set<string>, steps: ForeseenStep[]): void {
    const { states, clusters, flights, transitionCache } = this.#searched;
    const cluster = states.clusterOf(state);
    const reach = this.#isSymmetric
      ? Math.min(clusters.touchedOf(cluster) + 1, this.#nodes)
      : this.#nodes;
    for (let node = 1; node <= reach; node += 1) {
      this.#add(clusters.nodeStateOf(cluster, node), null, seen, steps);
    }
    for (const message of flights.messagesOf(states.flightsOf(state))) {
      const node = transitionCache.receiverOf(message);
      if (node <= reach) this.#add(clusters.nodeStateOf(cluster, node), message, seen, steps);
    }
  }

  #add(id: NodeStateId, message: MessageId | null, seen: Set<string>, steps: ForeseenStep[]): void {
    const key = `${id} ${message ?? 'own'}`;
    if (seen.has(key)) return;
    seen.add(key);
    const { transitionCache } = this.#searched;
    const { state } = transitionCache.nodeState(id);
    for (const input of transitionCache.unknownInputs(id, message, this.#proposes)) {
      steps.push({ state, input });
    }
  }
}
