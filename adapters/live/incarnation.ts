/**
 * One incarnation of one live node: what it owns, and what it has asked for in the turn under way.
 * Its timers and callbacks live here and in the world, so a crash needs no help from the package:
 * a dead incarnation is never called again.
 */
import type { NodeView } from '../../trace/view.ts';
import { draw, fraction, Purpose } from '../../simulator/luck.ts';
import type { BootCircumstances, Effect, Machine } from '../../simulator/target.ts';
import type { Acting } from './acting.ts';
import { Call } from './envelope.ts';
import { Handle } from './handle.ts';
import { LiveTimers, type LiveTimer } from './live-timers.ts';

/** The timer of the world that stands for whichever of a node's own timers is next. */
export const NEXT_TIMER = 'callback';

/** A node that goes on calling itself at once would stop the world. */
const MAX_IMMEDIATES = 10_000;

export class Incarnation<Instance = unknown> implements Acting {
  /** Who it is, in messages: `liferaft: n2`. */
  readonly name: string;
  /** Size of its cluster. */
  readonly nodes: number;
  readonly machine: Machine;
  readonly timers = new LiveTimers(() => this.steadyMs);
  /** Set once it is created; what creates it may already set timers. */
  instance: Instance | null = null;
  wallMs: number;
  steadyMs: number;
  view: NodeView | null = null;
  effects: Effect[] = [];
  /** The first thing that it must not do, in the turn under way: to catch the error is no help. */
  sin: Error | null = null;
  readonly #number: number;
  readonly #luck: number;
  /** They run at the end of the turn. */
  #immediates: Handle[] = [];
  #calls = 0;
  /** What the world's timer is set to; Infinity if it is not. */
  #alarmMs = Infinity;
  /** The term of the latest random draw, and the number of draws in it: they name the next draw. */
  #term = 0;
  #rolls = 0;

  constructor(name: string, nodes: number, circumstances: BootCircumstances) {
    const { incarnation, luck, localTimeMs, machine } = circumstances;
    this.name = name;
    this.nodes = nodes;
    this.machine = machine;
    this.#number = incarnation;
    this.#luck = luck;
    this.wallMs = localTimeMs;
    this.steadyMs = machine.steadyMs();
  }

  /** A turn begins: clocks stand still in it. */
  begin(wallMs: number): void {
    this.wallMs = wallMs;
    this.steadyMs = this.machine.steadyMs();
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

  setTimer(callback: () => void, delay: unknown, isRepeated: boolean): LiveTimer {
    const ms = delay === undefined ? 1 : Number(delay);
    if (!(ms >= 0)) {
      throw this.sinned(new RangeError(`${this.name} set a timer to ${String(delay)} ms`));
    }
    return this.timers.set(callback, ms, isRepeated);
  }

  clearTimer(timer: unknown): void {
    this.timers.clear(timer);
  }

  setImmediate(callback: () => void): object {
    const immediate = new Handle(callback);
    this.#immediates.push(immediate);
    return immediate;
  }

  clearImmediate(immediate: unknown): void {
    this.#immediates = this.#immediates.filter((other) => other !== immediate);
  }

  /** Calls back after the time that the disk takes for a write now. */
  afterDisk(done: () => void): void {
    const ms = this.machine.diskMs(this.random());
    if (ms === 0) this.setImmediate(done);
    else this.timers.set(done, ms, false);
  }

  /** Writes while the node goes on: into the cache now, and onto the disk when it is due. */
  saveMeanwhile(record: unknown, done: () => void): void {
    this.effects.push({ kind: 'persist', record, synced: false });
    this.afterDisk(() => {
      this.effects.push({ kind: 'persist', record, synced: true, wasWritten: true });
      done();
    });
  }

  /** From here on it waits for replies. */
  call(onReply: (reply: unknown) => void): Call {
    this.#calls += 1;
    return new Call(this, onReply, this.#number, this.#calls);
  }

  /** The world's timer has gone off. */
  wake(): void {
    this.#alarmMs = Infinity;
    this.timers.fire();
  }

  /** Immediates run before anything else happens to the node; `afterEach` drains its promises. */
  runImmediates(afterEach: () => void): void {
    for (let count = 0; this.#immediates.length > 0; count += 1) {
      if (count > MAX_IMMEDIATES) throw new Error(`${this.name} calls setImmediate without end`);
      this.#immediates.shift()?.callback();
      afterEach();
    }
  }

  /** Notes what it must not do, and returns the error to throw at it. */
  sinned(error: Error): Error {
    this.sin ??= error;
    return error;
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
    const ms = Math.max(0, dueMs - this.steadyMs);
    return { kind: 'setTimer', timer: NEXT_TIMER, minMs: ms, maxMs: ms };
  }
}
