/**
 * A cluster without clocks that changes in place, and tells an observer whatever happens. It does
 * what the immutable nodes of the simulator do, many times as fast: nothing is kept, compared or
 * looked up.
 */
import type { Deliver, Duplicate } from '../../simulator/decision.ts';
import { cutsOf } from '../../simulator/node-state.ts';
import type { Effect, Input, PureTarget, Timing, Transition } from '../../simulator/target.ts';
import type { Crashed, Received, StepEvent, TraceEvent } from '../../trace/event.ts';
import { countFault, noFaults } from '../../trace/fault-counts.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { Observer } from '../../trace/observer.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';
import { isSameJson } from '../same-json.ts';
import { AttributedTarget } from './attributed-target.ts';
import { TIMER_CLASSES, WalkedNode } from './walked-node.ts';

/** Instead of a number that chooses where: the step is not cut short. */
export const WHOLE = -1;

/** Keeps in step with the messages in flight. */
export interface FlightsWatch {
  /**
   * The message at this place is gone. The last one has taken its place; if links keep their order,
   * all that follow have moved up by one instead.
   */
  removed(place: number, keepsOrder: boolean): void;
}

/** A cluster at one moment. */
export interface ClusterPoint {
  readonly nodes: readonly WalkedNode[];
  readonly flights: readonly Received[];
  readonly leaders: number;
}

export class WalkedCluster {
  readonly nodes: readonly WalkedNode[];
  /** How many timers are armed, by class. */
  readonly armed = noTimers();
  /** How many nodes say that they lead. */
  leaders = 0;
  /** Times that a node became leader, over all walks. */
  elected = 0;
  /** After how many effects the latest step was cut short; 0 if it was not. */
  cutShortAfter = 0;
  /** The messages in flight: as they were sent if links keep their order, else in any order. */
  readonly flights: Received[] = [];
  /** Whether no message arrives once another has arrived that was sent later on its link. */
  readonly keepsOrder: boolean;
  readonly faultCounts = noFaults();
  readonly #target: AttributedTarget;
  readonly #observer: Observer;

  /** The nodes boot, and the observer hears of it. */
  constructor(
    target: PureTarget,
    nodes: number,
    timing: Timing,
    observer: Observer,
    keepsOrder = false,
  ) {
    this.keepsOrder = keepsOrder;
    this.#target = new AttributedTarget(target);
    this.#observer = observer;
    this.nodes = Array.from({ length: nodes }, (_, slot) => {
      return new WalkedNode({ self: slot + 1, nodes, timing }, this.armed);
    });
    for (const node of this.nodes) this.#boot(node);
  }

  /** What it is now, whatever it becomes. */
  point(): ClusterPoint {
    const nodes = this.nodes.map((node) => {
      return new WalkedNode(node.identity, noTimers()).become(node);
    });
    return { nodes, flights: [...this.flights], leaders: this.leaders };
  }

  /** Becomes what it was. The observer does not hear of it. */
  goTo({ nodes, flights, leaders }: ClusterPoint): void {
    for (let slot = 0; slot < this.nodes.length; slot += 1) {
      const saved = nodes[slot];
      if (saved !== undefined) this.nodes[slot]?.become(saved);
    }
    this.leaders = leaders;
    this.flights.length = 0;
    for (const flight of flights) this.flights.push(flight);
  }

  /** Where the message of a decision is among those in flight; -1 if it is not. */
  placeOf({ from, to, message }: Deliver | Duplicate): number {
    return this.flights.findIndex((flight) => {
      return flight.from === from && flight.node === to && isSameJson(flight.message, message);
    });
  }

  /**
   * The message at this place is about to arrive; it stays in flight if it is kept. If links keep
   * their order, what was sent before it on the same link is lost.
   */
  arriving(place: number, isKept: boolean, watch: FlightsWatch): Received | undefined {
    const here = this.keepsOrder ? place - this.#passOver(place, watch) : place;
    return isKept ? this.flights[here] : this.remove(here, watch);
  }

  /** Takes the message at this place out of the network. */
  remove(place: number, watch: FlightsWatch): Received | undefined {
    const { flights, keepsOrder } = this;
    const flight = flights[place];
    if (keepsOrder) {
      flights.splice(place, 1);
    } else {
      const last = flights.pop();
      if (last !== undefined && place < flights.length) flights[place] = last;
    }
    watch.removed(place, keepsOrder);
    return flight;
  }

  /** How many messages were lost. */
  #passOver(place: number, watch: FlightsWatch): number {
    const later = this.flights[place];
    let lost = 0;
    for (let before = place - 1; before >= 0; before -= 1) {
      const flight = this.flights[before];
      if (flight?.from !== later?.from || flight?.node !== later?.node) continue;
      this.remove(before, watch);
      lost += 1;
    }
    return lost;
  }

  /** Each of these returns after how many effects the step was cut short; 0 if it was not. */
  fire(node: WalkedNode, timer: string, cutAt: number): number {
    node.disarm(timer);
    const event = { kind: 'timerFired', node: node.identity.self, timer } as const;
    return this.#step(node, event, { kind: 'timerFired', timer, luck: 0 }, cutAt);
  }

  deliver(flight: Received, cutAt: number): number {
    const node = this.nodes[flight.node - 1];
    return node === undefined ? 0 : this.#step(node, flight, flight, cutAt);
  }

  propose(node: WalkedNode, command: string, cutAt: number): number {
    const event = { kind: 'proposed', node: node.identity.self, command } as const;
    return this.#step(node, event, event, cutAt);
  }

  crash(node: WalkedNode): void {
    this.cutShortAfter = 0;
    this.#crash(node, null, 0, false);
  }

  #step(node: WalkedNode, event: StepEvent, input: Input, cutAt: number): number {
    this.cutShortAfter = 0;
    const transition = this.#target.step(node.state, input);
    const { effects } = transition;
    const crashAfter = cutAt === WHOLE ? 0 : cutOf(effects, cutAt);
    if (crashAfter === 0) {
      this.#perform(node, event, transition, effects.length);
      return 0;
    }
    this.cutShortAfter = crashAfter;
    const wasSeen = this.#perform(node, event, transition, crashAfter);
    this.#crash(node, event, crashAfter, wasSeen);
    return crashAfter;
  }

  #crash(
    node: WalkedNode,
    during: StepEvent | null,
    effectsPerformed: number,
    wasSeen: boolean,
  ): void {
    const { self } = node.identity;
    const lostWrites = node.unsynced === undefined ? 0 : 1;
    const event: Crashed = {
      kind: 'crashed',
      node: self,
      during,
      effectsPerformed,
      wasSeen,
      lostWrites,
    };
    countFault(this.faultCounts, event);
    this.#tell(node, event, null);
    node.unsynced = undefined;
    node.incarnation += 1;
    node.disarmAll();
    this.#boot(node);
  }

  #boot(node: WalkedNode): void {
    const { identity, durable, incarnation } = node;
    const transition = this.#target.boot(identity, durable);
    const event = { kind: 'booted', node: identity.self, incarnation } as const;
    this.#perform(node, event, transition, transition.effects.length);
  }

  /** Performs the first `count` effects, and says whether others saw any. */
  #perform(
    node: WalkedNode,
    event: TraceEvent,
    { state, effects }: Transition<unknown>,
    count: number,
  ): boolean {
    const view = this.#target.view(state);
    node.state = state;
    let isVisible = false;
    for (let index = 0; index < count; index += 1) {
      const effect = effects[index];
      if (effect === undefined) break;
      if (!isVisible && (effect.kind === 'send' || effect.kind === 'apply')) {
        isVisible = true;
        this.#tell(node, event, view);
      }
      this.#performEffect(node, effect);
    }
    if (!isVisible && count === effects.length) this.#tell(node, event, view);
    return isVisible;
  }

  #performEffect(node: WalkedNode, effect: Effect): void {
    const { self } = node.identity;
    switch (effect.kind) {
      case 'send':
        return this.#send(self, effect.to, effect.message);
      case 'setTimer':
        return node.arm(effect.timer);
      case 'clearTimer':
        return node.disarm(effect.timer);
      case 'apply': {
        const { index, entry } = effect;
        return this.#tell(node, { kind: 'applied', node: self, index, entry }, node.view);
      }
      case 'persist': {
        const { synced } = effect;
        node.write(effect.record, synced);
        const durable = this.#target.viewDurable(node.durable);
        return this.#tell(node, { kind: 'persisted', node: self, durable, synced }, node.view);
      }
    }
  }

  #send(from: NodeId, to: NodeId, message: unknown): void {
    const flight = new WalkedFlight(to, from, message, this.#target.classify(message));
    this.flights.push(flight);
    this.#observer.sent(0, flight);
  }

  #tell(node: WalkedNode, event: TraceEvent, after: NodeView | null): void {
    const before = node.view;
    node.view = after;
    const leads = after?.role === 'leader';
    if ((before?.role === 'leader') !== leads) {
      this.leaders += leads ? 1 : -1;
      if (leads) this.elected += 1;
    }
    this.#observer.happened(0, event, before, after);
  }
}

/** Where a crash cuts a step short, if it can be anywhere; 0 if it cannot. */
function cutOf(effects: readonly Effect[], cutAt: number): number {
  const cuts = cutsOf(effects);
  return cuts.length === 0 ? 0 : (cuts[cutAt % cuts.length] ?? 0);
}

function noTimers(): Int32Array {
  return new Int32Array(TIMER_CLASSES.length);
}

/** A class, because all its fields at once cost less that way. */
class WalkedFlight implements Received {
  readonly kind = 'received';
  readonly node: NodeId;
  readonly from: NodeId;
  readonly message: unknown;
  readonly meaning: WireMeaning;
  readonly ordinal = 1;
  readonly copy = false;
  readonly sentAtMs = 0;

  constructor(node: NodeId, from: NodeId, message: unknown, meaning: WireMeaning) {
    this.node = node;
    this.from = from;
    this.message = message;
    this.meaning = meaning;
  }
}
