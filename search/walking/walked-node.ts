/** One node of a walk. It changes in place. */
import type { Identity } from '../../simulator/target.ts';
import type { NodeView } from '../../trace/view.ts';

/** Separates timers that reach no new state, however often they fire, from those that do. */
export const TIMER_CLASSES = ['timer', 'heartbeat', 'quorumCheck'] as const;

export class WalkedNode {
  readonly identity: Identity;
  state: unknown = null;
  /** What others see of it; null while it is down. */
  view: NodeView | null = null;
  /** What the disk answers after a crash. */
  durable: unknown = null;
  /** What was written but not synced; `undefined` if nothing was. */
  unsynced: unknown = undefined;
  incarnation = 0;
  /** Names of the armed timers, by class. */
  readonly armed: readonly string[][] = TIMER_CLASSES.map(() => []);
  /** How many are armed on all nodes together, by class. */
  readonly #armedInAll: Int32Array;

  /** All nodes of a cluster count their armed timers in one list. */
  constructor(identity: Identity, armedInAll: Int32Array) {
    this.identity = identity;
    this.#armedInAll = armedInAll;
  }

  arm(timer: string): void {
    const timerClass = classOf(timer);
    const timers = this.armed[timerClass];
    if (timers === undefined || timers.includes(timer)) return;
    timers.push(timer);
    this.#count(timerClass, 1);
  }

  isArmed(timer: string): boolean {
    return this.armed[classOf(timer)]?.includes(timer) === true;
  }

  disarm(timer: string): void {
    const timerClass = classOf(timer);
    const timers = this.armed[timerClass];
    const index = timers?.indexOf(timer) ?? -1;
    if (timers === undefined || index === -1) return;
    // Which of them stands where means nothing.
    const last = timers.pop();
    if (last !== undefined && index < timers.length) timers[index] = last;
    this.#count(timerClass, -1);
  }

  disarmAll(): void {
    for (let timerClass = 0; timerClass < this.armed.length; timerClass += 1) {
      const timers = this.armed[timerClass];
      while (timers !== undefined && timers.length > 0) {
        timers.pop();
        this.#count(timerClass, -1);
      }
    }
  }

  write(record: unknown, synced: boolean): void {
    if (synced) this.durable = record;
    this.unsynced = synced ? undefined : record;
  }

  /** Becomes what another one is. */
  become(other: WalkedNode): this {
    this.state = other.state;
    this.view = other.view;
    this.durable = other.durable;
    this.unsynced = other.unsynced;
    this.incarnation = other.incarnation;
    this.disarmAll();
    for (const timers of other.armed) for (const timer of timers) this.arm(timer);
    return this;
  }

  #count(timerClass: number, change: number): void {
    this.#armedInAll[timerClass] = (this.#armedInAll[timerClass] ?? 0) + change;
  }
}

function classOf(timer: string): number {
  return timer === 'heartbeat' ? 1 : timer === 'quorumCheck' ? 2 : 0;
}
