/** Tries shorter schedules and keeps the shortest that still breaks the same property. */
import { propertyNamed } from '../../properties/catalogue.ts';
import type { Property, PropertyId } from '../../properties/property.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { UntimedCluster } from '../../simulator/untimed-cluster.ts';
import { DoesNotReproduce } from '../running/determinism.ts';
import { performSchedule } from '../running/perform-schedule.ts';

/** How long shrinking may take. */
export interface ShrinkLimits {
  /** Runs. */
  readonly maxExecutions: number;
  /** States of all searches for something shorter; later ones have less. */
  readonly maxStates: number;
  /** Asked now and then: a budget of time. */
  readonly shouldStop: () => boolean;
}

export class ScheduleAttempts {
  readonly #target: PureTarget;
  readonly #properties: readonly Property[];
  readonly #sought: ReadonlySet<PropertyId>;
  readonly #limits: ShrinkLimits;
  #best: Schedule;
  #executions = 0;

  constructor(target: PureTarget, property: PropertyId, start: Schedule, limits: ShrinkLimits) {
    this.#target = target;
    this.#properties = [propertyNamed(property)];
    this.#sought = new Set([property]);
    this.#limits = limits;
    this.#best = start;
  }

  get best(): Schedule {
    return this.#best;
  }

  get executions(): number {
    return this.#executions;
  }

  get isExhausted(): boolean {
    return this.#executions >= this.#limits.maxExecutions || this.#limits.shouldStop();
  }

  /** Keeps these decisions if they still break the property, and are fewer or need fewer faults. */
  try(decisions: readonly Decision[]): boolean {
    if (this.isExhausted) return false;
    const performed = this.performedUntilBroken({ ...this.#best, decisions });
    if (performed === null || !isSimpler(performed, this.#best.decisions)) return false;
    this.#best = { ...this.#best, decisions: performed };
    return true;
  }

  /** Takes over the best of other attempts, if that is simpler; their executions count here. */
  takeOver(other: ScheduleAttempts): void {
    this.#executions += other.executions;
    const fewerNodes = other.best.nodes < this.#best.nodes;
    const sameNodes = other.best.nodes === this.#best.nodes;
    const isBetter =
      fewerNodes || (sameNodes && isSimpler(other.best.decisions, this.#best.decisions));
    if (isBetter) this.#best = other.best;
  }

  /** Takes over what a search has found. Throws {@link DoesNotReproduce} if it breaks nothing. */
  replace(schedule: Schedule): void {
    const performed = this.performedUntilBroken(schedule);
    if (performed === null) throw new DoesNotReproduce(`${this.#target.name} goes two ways`);
    this.#best = { ...schedule, decisions: performed };
  }

  /** What could happen next without a fault, after so many decisions of the best. */
  enabledAfter(count: number): readonly Decision[] {
    const silence = { happened: () => undefined, sent: () => undefined };
    const cluster = new UntimedCluster(this.#target, this.#best, silence);
    for (const decision of this.#best.decisions.slice(0, count)) cluster.perform(decision);
    return cluster.enabled('detour');
  }

  /** The decisions up to the violation, without those that were not enabled; null if none. */
  performedUntilBroken(schedule: Schedule): readonly Decision[] | null {
    this.#executions += 1;
    const options = { properties: this.#properties, sought: this.#sought };
    const { violations, performed } = performSchedule(this.#target, schedule, options);
    return violations.length > 0 ? performed : null;
  }
}

/** Shorter, or as long with fewer faults: every accepted attempt goes down by this order. */
function isSimpler(one: readonly Decision[], other: readonly Decision[]): boolean {
  if (one.length !== other.length) return one.length < other.length;
  return faultsIn(one) < faultsIn(other);
}

/** How many of the decisions take something away, or double it. */
export function faultsIn(decisions: readonly Decision[]): number {
  return decisions.filter(({ kind }) => {
    return kind === 'crash' || kind === 'crashWithin' || kind === 'duplicate';
  }).length;
}
