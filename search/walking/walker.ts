/**
 * The adversarial engine: any timer may fire at any time, any message may arrive, be lost or come
 * twice, and the caller's picks decide. Each pick is a number of 32 bits that chooses among what is
 * enabled, so that every list of numbers is a run.
 */
import { supports } from '../../simulator/capabilities.ts';
import { Check } from '../../properties/check.ts';
import { withoutWitness, type PropertyId } from '../../properties/property.ts';
import { isEnding, isStep, nodeOfDecision, type Decision } from '../../simulator/decision.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { FaultCounts } from '../../trace/fault-counts.ts';
import { allOf } from '../../trace/observer.ts';
import type { NodeView } from '../../trace/view.ts';
import { announcingWalks, type AnnounceWalk } from './announce-walks.ts';
import { TargetThrew } from './attributed-target.ts';
import { commandOf } from '../proposed-command.ts';
import { PriorityChoice } from './priority-choice.ts';
import type { Scheduler } from './scheduler.ts';
import type { NotedWalk, Walk, WalkOptions, WalkPoint } from './walk.ts';
import { WeightedChoice } from './weighted-choice.ts';
import { WalkedCluster, WHOLE } from './walked-cluster.ts';
import { TIMER_CLASSES, type WalkedNode } from './walked-node.ts';
import { runFacts } from '../run-facts.ts';

/** Of the steps in which a crash is a decision of its own, one in so many is cut short. */
const CUT_BITS = 4;
const CUT_MASK = (1 << CUT_BITS) - 1;

/** Walks over clusters of one target and size, one walk after the other. */
export class Walker {
  readonly nodes: number;
  readonly #check: Check;
  readonly #cluster: WalkedCluster;
  readonly #scheduler: Scheduler;
  readonly #cutsShort: boolean;
  readonly #judgesErrors: boolean;
  readonly #start: WalkPoint;
  readonly #brokenAtBoot: PropertyId | null;
  readonly #announce: AnnounceWalk | null;
  readonly #retell: () => Walker;
  #retelling: Walker | null = null;
  #decisions = 0;
  #broken: PropertyId | null = null;
  /** Called after each decision that breaks nothing. */
  onDecided: (() => void) | null = null;
  /** The decisions of the walk, if they were requested. */
  #taken: Decision[] | null = null;

  /** Throws {@link TargetThrew} if the target throws when it boots for the first time. */
  constructor(target: PureTarget, nodes: number, options: WalkOptions) {
    const { properties, timing, faults, scheduler = 'uniform', observers = [] } = options;
    const { keepsOrder = false } = options;
    const facts = runFacts(target, nodes, timing);
    this.nodes = nodes;
    this.#retell = () => new Walker(target, nodes, { ...options, observers: [] });
    const ids = properties.map(({ id }) => id);
    this.#announce = announcingWalks(target, {
      ...{ nodes, timing, faults, scheduler, keepsOrder },
      properties: ids,
    });
    this.#announce?.([], []);
    const judging = properties.map(withoutWitness);
    this.#check = new Check(judging, facts, ({ property }) => {
      this.#broken ??= property;
    });
    const observer = allOf([...observers, this.#check]);
    this.#cluster = new WalkedCluster(target, nodes, timing, observer, keepsOrder);
    this.#start = this.point();
    this.#brokenAtBoot = this.#broken;
    const Scheduling = scheduler === 'pct' ? PriorityChoice : WeightedChoice;
    this.#scheduler = new Scheduling(faults, supports(target.capabilities, 'proposals'));
    this.#cutsShort = faults.includes('crashWithin');
    this.#judgesErrors = properties.some(({ id }) => id === 'never-throws');
  }

  /** Leaders elected in all walks so far. */
  get leaders(): number {
    return this.#cluster.elected;
  }

  /** What the nodes are at the beginning of every walk. */
  get bootedViews(): readonly (NodeView | null)[] {
    return this.#start.views;
  }

  /** How often each kind of fault happened in all walks so far. */
  get faultCounts(): Readonly<FaultCounts> {
    return this.#cluster.faultCounts;
  }

  /** The most chains of events and the most decisions in one walk: the bound of PCT needs them. */
  get ordered(): { readonly width: number; readonly length: number } {
    const { width, length } = this.#scheduler;
    return { width, length };
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
   * The same after a beginning that is given. What of it is not possible when its turn comes is
   * left out; a crash within a step that has no place for one is the whole step. From a point, the
   * decisions that lead there are not made again.
   */
  walkFrom(beginning: readonly Decision[] | WalkPoint, picks: ArrayLike<number>): Walk {
    const isPoint = 'cluster' in beginning;
    this.#announce?.(isPoint ? beginning.schedule : beginning, picks);
    this.#goTo(isPoint ? beginning : this.#start);
    let hasThrown = false;
    try {
      if (!isPoint) this.#repeatAll(beginning);
      this.#scheduler.begin(picks, this.#cluster);
      for (let index = 0; index < picks.length && this.#broken === null; index += 1) {
        this.#take(picks[index] ?? 0);
        if (this.#broken === null) this.onDecided?.();
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

  /** How many decisions the walk under way has taken, that which is under way included. */
  get taken(): number {
    return this.#decisions;
  }

  /** The decisions of the same walk, but for lost messages. Another walker counts for nothing. */
  decisions(picks: ArrayLike<number>): readonly Decision[] {
    try {
      this.#retelling ??= this.#retell();
      return this.#retelling.notedWalk([], picks).schedule;
    } catch (error) {
      // A target that boots once and not again is no function: no schedule leads to that.
      if (error instanceof TargetThrew) return [];
      throw error;
    }
  }

  /** Walks, and writes down what was decided. */
  notedWalk(beginning: readonly Decision[] | WalkPoint, picks: ArrayLike<number>): NotedWalk {
    const schedule: Decision[] = 'cluster' in beginning ? [...beginning.schedule] : [];
    this.#taken = schedule;
    const walk = this.walkFrom(beginning, picks);
    this.#taken = null;
    return { walk, schedule };
  }

  /** Where a noted walk is between two decisions. */
  point(): WalkPoint {
    const cluster = this.#cluster.point();
    const views = cluster.nodes.map(({ view }) => view);
    return { cluster, views, memories: this.#check.memories, schedule: [...(this.#taken ?? [])] };
  }

  #goTo(point: WalkPoint): void {
    this.#cluster.goTo(point.cluster);
    this.#check.recall(point.memories, point.views);
    this.#decisions = point.schedule.length;
    this.#broken = this.#brokenAtBoot;
  }

  #repeatAll(beginning: readonly Decision[]): void {
    for (const decision of beginning) {
      if (this.#broken !== null) return;
      this.#repeat(decision);
      if (this.#broken === null) this.onDecided?.();
    }
  }

  /** Takes a decision of a beginning, if it is possible now. */
  #repeat(decision: Decision): void {
    const cutAt = decision.kind === 'crashWithin' ? decision.afterEffects : WHOLE;
    const step = decision.kind === 'crashWithin' ? decision.step : decision;
    const node = this.#cluster.nodes[nodeOfDecision(step) - 1];
    if (node === undefined || isEnding(step)) return;
    switch (step.kind) {
      case 'crash':
        return this.#crash(node);
      case 'fire':
        if (node.isArmed(step.timer)) this.#fireTimer(node, step.timer, cutAt);
        return;
      case 'propose':
        if (this.#scheduler.takesProposals) this.#proposeTo(node, step.command, cutAt);
        return;
      default: {
        const place = this.#cluster.placeOf(step);
        if (place !== -1) this.#deliver(place, step.kind === 'duplicate', cutAt);
      }
    }
  }

  #take(pick: number): void {
    const { nodes } = this.#cluster;
    const kind = this.#scheduler.pick(pick, this.#cluster);
    if (kind === null) return;
    const { item } = this.#scheduler;
    switch (kind) {
      case 'deliver':
      case 'duplicate':
        return this.#deliver(item, kind === 'duplicate', this.#cutOf(pick));
      case 'drop':
        this.#cluster.remove(item, this.#scheduler);
        return;
      case 'propose':
        return this.#propose(item, pick);
      case 'crash':
        return this.#crash(nodes[item]);
      default:
        return this.#fire(TIMER_CLASSES.indexOf(kind), item, pick);
    }
  }

  #deliver(place: number, isKept: boolean, cutAt: number): void {
    const flight = this.#cluster.arriving(place, isKept, this.#scheduler);
    if (flight === undefined) return;
    this.#decisions += 1;
    if (isKept) this.#cluster.faultCounts.copiesDelivered += 1;
    const { from, node: to, message } = flight;
    this.#taken?.push({ kind: isKept ? 'duplicate' : 'deliver', from, to, message });
    this.#noteCut(this.#cluster.deliver(flight, cutAt));
  }

  /** Fires the timer of this class that stands at this place, counted through all nodes. */
  #fire(timerClass: number, item: number, pick: number): void {
    let rest = item;
    for (const node of this.#cluster.nodes) {
      const timers = node.armed[timerClass] ?? [];
      const timer = timers[rest];
      rest -= timers.length;
      if (timer === undefined) continue;
      return this.#fireTimer(node, timer, this.#cutOf(pick));
    }
  }

  #fireTimer(node: WalkedNode, timer: string, cutAt: number): void {
    this.#decisions += 1;
    this.#taken?.push({ kind: 'fire', node: node.identity.self, timer });
    this.#noteCut(this.#cluster.fire(node, timer, cutAt));
  }

  #propose(item: number, pick: number): void {
    let rest = item;
    for (const node of this.#cluster.nodes) {
      if (node.view?.role !== 'leader') continue;
      rest -= 1;
      if (rest >= 0) continue;
      return this.#proposeTo(node, commandOf(node.identity.self), this.#cutOf(pick));
    }
  }

  #proposeTo(node: WalkedNode, command: string, cutAt: number): void {
    this.#decisions += 1;
    this.#taken?.push({ kind: 'propose', node: node.identity.self, command });
    this.#noteCut(this.#cluster.propose(node, command, cutAt));
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
    if (step === undefined || !isStep(step)) return;
    this.#taken.push({ kind: 'crashWithin', step, afterEffects });
  }
}
