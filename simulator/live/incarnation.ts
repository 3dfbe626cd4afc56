/**
 * One incarnation of one live node: what it owns, and what it has asked for in the turn under way.
 * Its timers and callbacks live here and in the world, so a crash needs no help from the package:
 * nobody calls a dead incarnation any more.
 */
import type { NodeView } from '../../trace/view.ts';
import { draw, fraction, Purpose } from '../luck.ts';
import type { BootCircumstances, Effect } from '../target.ts';
import { LiveTimers } from './live-timers.ts';

/** The timer of the world that stands for whichever of a node's own timers is next. */
export const NEXT_TIMER = 'callback';

/** A node that goes on calling itself at once would stop the world. */
const MAX_IMMEDIATES = 10_000;

/** Something that shall run at the end of the turn. */
interface Immediate {
  readonly callback: () => void;
}

export class Incarnation<Instance = unknown> {
  readonly timers = new LiveTimers(() => this.nowMs);
  /** Who waits for replies, by the name of the call. */
  readonly calls = new Map<string, (reply: unknown) => void>();
  /** Set once it is created; what creates it may already set timers. */
  instance: Instance | null = null;
  /** The node's own clock, at the beginning of the turn under way. */
  nowMs: number;
  view: NodeView | null = null;
  effects: Effect[] = [];
  readonly #number: number;
  readonly #luck: number;
  #immediates: Immediate[] = [];
  #calls = 0;
  /** What the world's timer is set to; Infinity if it is not. */
  #alarmMs = Infinity;
  /** The term in which dice were rolled last, and how often in it: the name of the next roll. */
  #term = 0;
  #rolls = 0;

  constructor({ incarnation, luck, localTimeMs }: BootCircumstances) {
    this.#number = incarnation;
    this.#luck = luck;
    this.nowMs = localTimeMs;
  }

  random(): number {
    const term = this.view?.currentTerm ?? 0;
    if (term !== this.#term) {
      this.#term = term;
      this.#rolls = 0;
    }
    this.#rolls += 1;
    return fraction(draw(this.#luck, Purpose.dice, term, this.#rolls, 0));
  }

  /** A name for a call, which no other incarnation of the node uses. */
  nameCall(): string {
    this.#calls += 1;
    return `${this.#number}.${this.#calls}`;
  }

  setImmediate(callback: () => void): object {
    const immediate = { callback };
    this.#immediates.push(immediate);
    return immediate;
  }

  clearImmediate(immediate: unknown): void {
    this.#immediates = this.#immediates.filter((other) => other !== immediate);
  }

  /** The world's timer has gone off. */
  wake(): void {
    this.#alarmMs = Infinity;
    this.timers.fire();
  }

  /** Immediates run before anything else happens to the node; `afterEach` drains its promises. */
  runImmediates(afterEach: () => void): void {
    for (let count = 0; this.#immediates.length > 0; count += 1) {
      if (count > MAX_IMMEDIATES) throw new Error('setImmediate without end');
      this.#immediates.shift()?.callback();
      afterEach();
    }
  }

  /** All that was asked for in this turn. Timers first: they run while a write is under way. */
  takeEffects(): readonly Effect[] {
    const { effects } = this;
    const dueMs = this.timers.nextDueMs;
    if (dueMs !== this.#alarmMs) {
      this.#alarmMs = dueMs;
      effects.unshift(this.#alarm(dueMs));
    }
    this.effects = [];
    return effects;
  }

  #alarm(dueMs: number): Effect {
    if (dueMs === Infinity) return { kind: 'clearTimer', timer: NEXT_TIMER };
    const ms = Math.max(0, dueMs - this.nowMs);
    return { kind: 'setTimer', timer: NEXT_TIMER, minMs: ms, maxMs: ms };
  }
}
