/**
 * The adversarial engine: any timer may fire at any time, any message may arrive, be lost or come
 * twice, and the caller's picks decide. Each pick is a number of 32 bits that chooses among what is
 * enabled, so that every list of numbers is a run.
 */
import { supports } from '../../simulator/capabilities.ts';
import { Check } from '../../properties/check.ts';
import { withoutWitness, type Property, type PropertyId } from '../../properties/property.ts';
import {
  nodeOfDecision,
  type Decision,
  type Deliver,
  type Duplicate,
} from '../../simulator/decision.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';
import type { Received } from '../../trace/event.ts';
import type { FaultCounts } from '../../trace/fault-counts.ts';
import { allOf, type Observer } from '../../trace/observer.ts';
import type { NodeView } from '../../trace/view.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import { listenerOf } from '../running/run-under-way.ts';
import { canonicalJson } from '../canonical-json.ts';
import { TargetThrew } from './attributed-target.ts';
import { commandOf } from '../proposed-command.ts';
import { WeightedChoice } from './weighted-choice.ts';
import { WalkedCluster, WHOLE } from './walked-cluster.ts';
import { TIMER_CLASSES, type WalkedNode } from './walked-node.ts';
import { runFacts } from '../run-facts.ts';

/** What walks do to their cluster, and who judges them. */
export interface WalkOptions {
  /** Safety properties: a walk ends when one of them breaks. */
  readonly properties: readonly Property[];
  readonly timing: Timing;
  readonly faults: readonly SearchFault[];
  /** Hear of everything that happens before the properties judge it. */
  readonly observers?: readonly Observer[];
}

/** What a walk came to. */
export interface Walk {
  /** How many decisions it took, that which broke something included. */
  readonly decisions: number;
  readonly broken: PropertyId | null;
  /** The target threw in the last of them. */
  readonly hasThrown: boolean;
}

/** Of the steps in which a crash is a decision of its own, one in so many is cut short. */
const CUT_BITS = 4;
const CUT_MASK = (1 << CUT_BITS) - 1;

/** Walks over clusters of one target and size, one walk after the other. */
export class Walker {
  readonly nodes: number;
  readonly #check: Check;
  readonly #cluster: WalkedCluster;
  readonly #choice: WeightedChoice;
  readonly #cutsShort: boolean;
  readonly #judgesErrors: boolean;
  readonly #startMemories: readonly unknown[];
  readonly #brokenAtBoot: PropertyId | null;
  readonly #announce: ((picks: ArrayLike<number>) => void) | null;
  #decisions = 0;
  #broken: PropertyId | null = null;
  /** The decisions of the walk, if they were requested. */
  #taken: Decision[] | null = null;

  /** Throws {@link TargetThrew} if the target throws when it boots for the first time. */
  constructor(target: PureTarget, nodes: number, options: WalkOptions) {
    const { properties, timing, faults, observers = [] } = options;
    const facts = runFacts(target, nodes, timing);
    this.nodes = nodes;
    this.#announce = announcing(target, nodes, options);
    this.#announce?.([]);
    const judging = properties.map(withoutWitness);
    this.#check = new Check(judging, facts, ({ property }) => {
      this.#broken ??= property;
    });
    const observer = allOf([...observers, this.#check]);
    this.#cluster = new WalkedCluster(target, nodes, timing, observer);
    this.#startMemories = this.#check.memories;
    this.#brokenAtBoot = this.#broken;
    this.#choice = new WeightedChoice(faults, supports(target.capabilities, 'proposals'));
    this.#cutsShort = faults.includes('crashWithin');
    this.#judgesErrors = properties.some(({ id }) => id === 'never-throws');
  }

  /** Leaders elected in all walks so far. */
  get leaders(): number {
    return this.#cluster.elected;
  }

  /** What the nodes are at the beginning of every walk. */
  get bootedViews(): readonly (NodeView | null)[] {
    return this.#cluster.bootedViews;
  }

  /** How often each kind of fault happened in all walks so far. */
  get faultCounts(): Readonly<FaultCounts> {
    return this.#cluster.faultCounts;
  }

  /** How often each property was put to the test in all walks so far. */
  get exercised(): Partial<Record<PropertyId, number>> {
    return this.#check.exercised;
  }

  /** Same picks, same walk. It ends with them, or when something breaks. */
  walk(picks: ArrayLike<number>): Walk {
    return this.walkFrom([], picks);
  }

  /**
   * The same after a beginning that is given. Throws a RangeError if one of its decisions is not
   * possible; a crash within a step never is.
   */
  walkFrom(beginning: readonly Decision[], picks: ArrayLike<number>): Walk {
    this.#announce?.(picks);
    this.#begin();
    let hasThrown = false;
    try {
      for (const decision of beginning) {
        if (this.#broken === null) this.#repeat(decision);
      }
      for (let index = 0; index < picks.length && this.#broken === null; index += 1) {
        this.#take(picks[index] ?? 0);
      }
    } catch (error) {
      if (!(error instanceof TargetThrew)) throw error;
      // The error came before the step could answer that it was cut short.
      this.#noteCut(this.#cluster.cutShortAfter);
      hasThrown = true;
      if (this.#judgesErrors) this.#broken ??= 'never-throws';
    }
    return { decisions: this.#decisions, broken: this.#broken, hasThrown };
  }

  /** The decisions of the same walk. Messages that were lost are not among them. */
  decisions(picks: ArrayLike<number>): readonly Decision[] {
    const taken: Decision[] = [];
    this.#taken = taken;
    this.walk(picks);
    this.#taken = null;
    return taken;
  }

  #begin(): void {
    this.#cluster.reset();
    this.#check.recall(
      this.#startMemories,
      this.#cluster.nodes.map(({ view }) => view),
    );
    this.#decisions = 0;
    this.#broken = this.#brokenAtBoot;
  }

  #repeat(decision: Decision): void {
    const { nodes, flights } = this.#cluster;
    const node = nodes[nodeOfDecision(decision) - 1];
    if (node === undefined) throw new RangeError(`there is no node for a ${decision.kind}`);
    this.#decisions += 1;
    switch (decision.kind) {
      case 'fire':
        this.#cluster.fire(node, decision.timer, WHOLE);
        return;
      case 'propose':
        this.#cluster.propose(node, decision.command, WHOLE);
        return;
      case 'crash':
        return this.#cluster.crash(node);
      case 'crashWithin':
        throw new RangeError('a walk does not begin with a crash within a step');
      default: {
        const place = flights.findIndex((flight) => isMessageOf(flight, decision));
        const flight = decision.kind === 'duplicate' ? flights[place] : this.#removed(place);
        if (flight === undefined) throw new RangeError('a message of the beginning is not there');
        this.#cluster.deliver(flight, WHOLE);
      }
    }
  }

  #take(pick: number): void {
    const { nodes, flights } = this.#cluster;
    const kind = this.#choice.pick(pick, this.#cluster);
    if (kind === null) return;
    const { item } = this.#choice;
    switch (kind) {
      case 'deliver':
        return this.#deliver(this.#removed(item), pick, false);
      case 'duplicate':
        return this.#deliver(flights[item], pick, true);
      case 'drop':
        this.#removed(item);
        return;
      case 'propose':
        return this.#propose(item, pick);
      case 'crash':
        return this.#crash(nodes[item]);
      default:
        return this.#fire(TIMER_CLASSES.indexOf(kind), item, pick);
    }
  }

  /** The last one takes the empty place: the order of messages in flight means nothing. */
  #removed(index: number): Received | undefined {
    const { flights } = this.#cluster;
    const flight = flights[index];
    const last = flights.pop();
    if (last !== undefined && index < flights.length) flights[index] = last;
    return flight;
  }

  #deliver(flight: Received | undefined, pick: number, isKept: boolean): void {
    if (flight === undefined) return;
    this.#decisions += 1;
    if (isKept) this.#cluster.faultCounts.copiesDelivered += 1;
    const { from, node: to, message } = flight;
    this.#taken?.push({ kind: isKept ? 'duplicate' : 'deliver', from, to, message });
    this.#noteCut(this.#cluster.deliver(flight, this.#cutOf(pick)));
  }

  /** Fires the timer of this class that stands at this place, counted through all nodes. */
  #fire(timerClass: number, item: number, pick: number): void {
    let rest = item;
    for (const node of this.#cluster.nodes) {
      const timers = node.armed[timerClass] ?? [];
      const timer = timers[rest];
      rest -= timers.length;
      if (timer === undefined) continue;
      this.#decisions += 1;
      this.#taken?.push({ kind: 'fire', node: node.identity.self, timer });
      return this.#noteCut(this.#cluster.fire(node, timer, this.#cutOf(pick)));
    }
  }

  #propose(item: number, pick: number): void {
    let rest = item;
    for (const node of this.#cluster.nodes) {
      if (node.view?.role !== 'leader') continue;
      rest -= 1;
      if (rest >= 0) continue;
      const { self } = node.identity;
      const command = commandOf(self);
      this.#decisions += 1;
      this.#taken?.push({ kind: 'propose', node: self, command });
      return this.#noteCut(this.#cluster.propose(node, command, this.#cutOf(pick)));
    }
  }

  #crash(node: WalkedNode | undefined): void {
    if (node === undefined) return;
    this.#decisions += 1;
    this.#taken?.push({ kind: 'crash', node: node.identity.self });
    this.#cluster.crash(node);
  }

  #cutOf(pick: number): number {
    return this.#cutsShort && (pick & CUT_MASK) === 0 ? (pick >>> CUT_BITS) & CUT_MASK : WHOLE;
  }

  /** The decision that was noted last turns out to have been a crash within its step. */
  #noteCut(afterEffects: number): void {
    if (afterEffects === 0 || this.#taken === null) return;
    const step = this.#taken.pop();
    if (step === undefined || step.kind === 'crash' || step.kind === 'crashWithin') return;
    this.#taken.push({ kind: 'crashWithin', step, afterEffects });
  }
}

function isMessageOf(flight: Received, { from, to, message }: Deliver | Duplicate): boolean {
  if (flight.from !== from || flight.node !== to) return false;
  return canonicalJson(flight.message) === canonicalJson(message);
}

/** Null if nobody watches the target. */
function announcing(
  target: PureTarget,
  nodes: number,
  { timing, faults, properties }: WalkOptions,
): ((picks: ArrayLike<number>) => void) | null {
  const listener = listenerOf(target);
  if (listener === undefined) return null;
  const walk = { kind: 'walk', nodes, timing, faults, properties: properties.map(idOf) } as const;
  return (picks) => listener.begins({ ...walk, picks: Array.from(picks) });
}

function idOf({ id }: Property): PropertyId {
  return id;
}
