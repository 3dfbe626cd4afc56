/**
 * All that a single node can become while no client proposes, whatever arrives: every message that
 * some node could ever have sent, in any order and any number of times, in any term. That is more
 * than can really happen to it, and so it misses nothing. Terms are told apart only by how they
 * compare, so that these states are few.
 */
import {
  crashAndRestart,
  cutsOf,
  firstBoot,
  StepThrew,
  takeStep,
  type NodeState,
  type StepOutcome,
} from '../../simulator/node-state.ts';
import { endsAllRuns, type PureTarget, type Timing } from '../../simulator/target.ts';
import type { Received, StepEvent } from '../../trace/event.ts';
import { messageKey } from '../exploring/transition-cache.ts';
import { Register } from '../exploring/register.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import type { Terms } from './terms.ts';

/** The term of all states and messages that have one; there is one below and one above. */
export const BASE_TERM = 2;

const MAX_STATES = 300;
const MAX_MESSAGES = 2_000;

/** Why a closure says nothing, in a few words. */
export class NotClosed extends Error {
  override readonly name = 'NotClosed';
}

export class LocalClosure {
  readonly states = new Register<NodeState>();
  readonly messages = new Register<Received>();
  readonly #target: PureTarget;
  readonly #terms: Terms;
  readonly #faults: readonly SearchFault[];

  /** Throws {@link NotClosed} if the target does more with terms than can be compared. */
  constructor(
    target: PureTarget,
    terms: Terms,
    nodes: number,
    timing: Timing,
    faults: readonly SearchFault[],
  ) {
    this.#target = target;
    this.#terms = terms;
    this.#faults = faults;
    for (let self = 1; self <= nodes; self += 1) {
      this.#note(() => firstBoot(target, { self, nodes, timing }), []);
    }
    this.#close();
  }

  /** Whether a node can be in this state, in whatever term. */
  includes(node: NodeState): boolean {
    const based = this.#terms.renumberedNode(node, inTerm(BASE_TERM));
    return this.states.find(keyOf(based)) !== undefined;
  }

  /** What is added while it is gone through is gone through as well. */
  #close(): void {
    for (let state = 0, message = 0; state < this.states.size || message < this.messages.size; ) {
      if (state < this.states.size) {
        const node = this.states.at(state);
        this.#act(node);
        for (let sent = 0; sent < message; sent += 1) this.#receive(node, this.messages.at(sent));
        state += 1;
      } else {
        const flight = this.messages.at(message);
        for (let at = 0; at < state; at += 1) this.#receive(this.states.at(at), flight);
        message += 1;
      }
      if (this.states.size > MAX_STATES || this.messages.size > MAX_MESSAGES) {
        throw new NotClosed('a node can be in too many states');
      }
    }
  }

  /** Its timers fire, and it crashes. */
  #act(node: NodeState): void {
    const own = this.#terms.ofNode(node);
    const { self } = node.identity;
    for (const timer of node.timers) {
      const event = { kind: 'timerFired', node: self, timer } as const;
      this.#step(node, event, [...own, ...own.map((term) => term + 1), 1]);
    }
    if (this.#faults.includes('crash')) {
      this.#note(() => crashAndRestart(this.#target, node), own);
    }
  }

  /** In a lower term than its own, in the same, and in a higher one. */
  #receive(node: NodeState, flight: Received): void {
    if (flight.node !== node.identity.self) return;
    const own = this.#terms.ofNode(node);
    const hasTerm = this.#terms.ofMessage(flight).length > 0;
    const terms = hasTerm ? [BASE_TERM - 1, BASE_TERM, BASE_TERM + 1] : [BASE_TERM];
    for (const term of terms) {
      const event = this.#terms.renumberedMessage(flight, inTerm(term));
      this.#step(node, event, [...own, term]);
    }
  }

  #step(node: NodeState, event: StepEvent, terms: readonly number[]): void {
    const outcome = this.#note(() => takeStep(this.#target, node, event, null), terms);
    if (outcome === null || !this.#faults.includes('crashWithin')) return;
    for (const cut of cutsOf(outcome.effects)) {
      this.#note(() => takeStep(this.#target, node, event, cut), terms);
    }
  }

  /** Null if the target throws. `terms` are those that it may use. */
  #note(work: () => StepOutcome, terms: readonly number[]): StepOutcome | null {
    try {
      const outcome = work();
      this.#noteState(outcome.after, terms);
      for (const flight of outcome.sent) this.#noteMessage(flight, terms);
      return outcome;
    } catch (error) {
      if (!(error instanceof StepThrew)) throw error;
      if (endsAllRuns(error.cause)) throw error.cause;
      return null;
    }
  }

  #noteState(node: NodeState, terms: readonly number[]): void {
    this.#check(this.#terms.ofNode(node), terms);
    const based = this.#terms.renumberedNode(node, inTerm(BASE_TERM));
    this.states.idOf(keyOf(based), based);
  }

  #noteMessage(flight: Received, terms: readonly number[]): void {
    this.#check(this.#terms.ofMessage(flight), terms);
    const based = this.#terms.renumberedMessage(flight, inTerm(BASE_TERM));
    this.messages.idOf(messageKey(based), based);
  }

  /** One term at a time, and none that does not come from what it knew or heard. */
  #check(found: readonly number[], terms: readonly number[]): void {
    if (found.length > 1) throw new NotClosed('a node can hold two terms at once');
    if (!found.every((term) => terms.includes(term))) {
      throw new NotClosed('a node can make terms of its own');
    }
  }
}

function keyOf({ identity, state, durable, unsynced = null, timers }: NodeState): string {
  return JSON.stringify([identity.self, state, durable, unsynced, timers]);
}

/** Puts everything that has a term into this one. */
export function inTerm(term: number): (known: number) => number {
  return (known) => (known === 0 ? 0 : term);
}
