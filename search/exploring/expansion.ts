/**
 * Tries all decisions in the states of one layer. They are tried cluster by cluster, and what is
 * found is what would be found if they were tried one state after the other: of two ways to a
 * state, or of two violations, the earlier one counts.
 */
import type { SearchOptions } from './bounds.ts';
import type { Branch } from './branches.ts';
import type { SharedClaims } from './shared-claims.ts';
import { Layer } from './layer.ts';
import { LayerOrder } from './layer-order.ts';
import { BROKEN } from './monitor-memo.ts';
import { ABSENT } from './pair-table.ts';
import type { Taken } from './path.ts';
import type { SearchSpace } from './search-space.ts';
import type { StateId } from './states.ts';
import type { MessageId } from './transition-cache.ts';

/** A decision that breaks a property. */
export interface Violation {
  readonly state: StateId;
  /** Among the decisions of its state. */
  readonly place: number;
  readonly taken: Taken;
}

/** The states of a layer, from one number up to, but without, another. */
export interface LayerRange {
  readonly from: StateId;
  readonly to: StateId;
}

export class Expansion {
  readonly order: LayerOrder;
  readonly #space: SearchSpace;
  readonly #options: SearchOptions;
  /** Asked after each state. */
  readonly #mustStop: () => boolean;
  readonly #layer: Layer;
  #claims: SharedClaims | null = null;
  #from: StateId = 0;
  /** The first of the states that are new in this layer. */
  #mark: StateId = 0;
  /** By state of the layer, how many decisions were tried in it. */
  #tried = new Uint32Array(0);
  #found: Violation | null = null;
  /** Whether new states are kept, and whether something will be tried from them. */
  #keepsStates = true;
  #goesOn = true;
  /** The state whose branches are being followed. */
  #expanded: StateId = 0;

  constructor(space: SearchSpace, options: SearchOptions, mustStop: () => boolean) {
    this.#space = space;
    this.#options = options;
    this.#mustStop = mustStop;
    this.#layer = new Layer(space.states);
    this.order = new LayerOrder(space.states);
  }

  get found(): Violation | null {
    return this.#found;
  }

  get expanded(): StateId {
    return this.#expanded;
  }

  /** From now on, what others may reach as well is claimed. */
  share(claims: SharedClaims): void {
    this.#claims = claims;
  }

  /** Decisions that were tried in states of the layer before this one. */
  triedBefore(state: StateId): number {
    return this.#tried.subarray(0, state - this.#from).reduce((sum, count) => sum + count, 0);
  }

  /** Before the same layer is tried anew. */
  forget(): void {
    this.#space.states.forget(this.#mark);
  }

  /**
   * False if it had to stop before the end. `keepsStates`: new states are counted; `goesOn`: and
   * something will be tried from them.
   */
  run({ from, to }: LayerRange, keepsStates: boolean, goesOn: boolean): boolean {
    const { states, branches, foresight } = this.#space;
    this.#from = from;
    this.#mark = states.count;
    this.#keepsStates = keepsStates;
    this.#goesOn = goesOn;
    this.#tried = new Uint32Array(to - from);
    this.#found = null;
    this.order.enter(from, to);
    this.#layer.enter(from, to);
    for (let first = from; first < to; first += 1) {
      foresight?.look(first, to);
      const cluster = states.clusterOf(first);
      if (!this.#layer.leads(first, cluster)) continue;
      this.#expanded = first;
      branches.enter(cluster);
      for (let state = first; state !== ABSENT; state = this.#layer.next(state)) {
        if (this.#isAfterFound(state)) break;
        this.#expanded = state;
        this.#expand(state);
        if (this.#mustStop()) return false;
      }
    }
    return true;
  }

  #isAfterFound(state: StateId): boolean {
    return this.#found !== null && state > this.#found.state;
  }

  #expand(state: StateId): void {
    const { flights, flightPrints, branches, states } = this.#space;
    const inFlight = states.flightsOf(state);
    flightPrints.enter(inFlight);
    this.#followAll(state, branches.own, ABSENT, 0);
    for (let node = 1; node <= branches.reach; node += 1) {
      const box = flights.boxOf(inFlight, node);
      const count = flights.countOf(box);
      let previous: MessageId = ABSENT;
      for (let index = 0; index < count; index += 1) {
        const message = flights.at(box, index);
        if (message === previous) continue;
        previous = message;
        const open = branches.delivered(message);
        if (open.length > 0) {
          this.#followAll(state, open, message, this.#space.decisionOrder.placeOf(message));
        }
      }
    }
  }

  #followAll(state: StateId, open: readonly Branch[], message: MessageId, first: number): void {
    const at = state - this.#from;
    this.#tried[at] = (this.#tried[at] ?? 0) + open.length;
    let place = first;
    for (const branch of open) {
      if (branch.cluster === BROKEN) this.#break({ state, place, taken: { branch, message } });
      else if (this.#keepsStates) this.#follow(state, branch, message, place);
      place += 1;
    }
  }

  #follow(state: StateId, branch: Branch, message: MessageId, place: number): void {
    const { states, flightPrints } = this.#space;
    const { cluster, sent, renamings } = branch;
    const print = flightPrints.after(message, sent, renamings);
    const known = states.find(cluster, print);
    if (known === ABSENT) {
      const added = states.add(cluster, ABSENT, print, state);
      this.order.add(added, place);
      if (this.#claims?.claimNew(added, print, state) === false) return;
      this.#keep(added, state, branch, message);
      return;
    }
    if (known < this.#mark || !this.order.improve(known, state, place)) return;
    if (this.#claims?.claim(known, state) === true) this.#keep(known, state, branch, message);
  }

  /** Works out what is in flight in a new state, if something will be tried there. */
  #keep(added: StateId, state: StateId, { sent }: Branch, message: MessageId): void {
    const { states, flights, flightPrints } = this.#space;
    if (!this.#goesOn || states.flightsOf(added) !== ABSENT) return;
    const inFlight = states.flightsOf(state);
    states.setFlights(added, flights.after(inFlight, message, sent, flightPrints.chosen));
  }

  #break(violation: Violation): void {
    if (!isBefore(violation, this.#found) || !this.#isWanted(violation)) return;
    this.#found = violation;
  }

  #isWanted({ state, taken }: Violation): boolean {
    const { isWanted } = this.#options;
    if (isWanted === undefined) return true;
    const { runs, states, branches, flightPrints } = this.#space;
    const run = runs.by(state, taken);
    branches.enter(states.clusterOf(state));
    flightPrints.enter(states.flightsOf(state));
    return isWanted(run);
  }
}

function isBefore(one: Violation, other: Violation | null): boolean {
  if (other === null) return true;
  return one.state === other.state ? one.place < other.place : one.state < other.state;
}
