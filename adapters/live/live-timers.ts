/** The timers of one incarnation: what it set, in the order in which Node would call it back. */
import { Handle } from './handle.ts';

/** What setTimeout and its relatives answer, with the methods that Node's have. */
export class LiveTimer extends Handle {
  readonly delayMs: number;
  readonly isRepeated: boolean;
  readonly #owner: LiveTimers;
  dueMs = 0;
  /** Timers due at the same time go off in the order in which they were set. */
  ordinal = 0;

  constructor(owner: LiveTimers, callback: () => void, delayMs: number, isRepeated: boolean) {
    super(callback);
    this.#owner = owner;
    this.delayMs = delayMs;
    this.isRepeated = isRepeated;
  }

  refresh(): this {
    this.#owner.rearm(this);
    return this;
  }

  close(): this {
    this.#owner.clear(this);
    return this;
  }
}

/** Node's longest delay; it turns longer ones into one millisecond. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export class LiveTimers {
  /** A node has few: looking through all of them is the fastest. */
  #armed: LiveTimer[] = [];
  #ordinal = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  set(callback: () => void, ms: number, isRepeated: boolean): LiveTimer {
    const delayMs = ms < 1 || ms > MAX_DELAY_MS ? 1 : Math.trunc(ms);
    const timer = new LiveTimer(this, callback, delayMs, isRepeated);
    this.#arm(timer);
    return timer;
  }

  /** Anything else than a timer that is armed is ignored, as Node does. */
  clear(timer: unknown): void {
    const armed = this.#armed;
    const index = armed.indexOf(timer as LiveTimer);
    if (index < 0) return;
    // The order does not matter, and nothing has to move up.
    const last = armed.pop();
    if (last !== undefined && last !== timer) armed[index] = last;
  }

  rearm(timer: LiveTimer): void {
    this.clear(timer);
    this.#arm(timer);
  }

  /** When the next one goes off; Infinity if none will. */
  get nextDueMs(): number {
    return this.#next()?.dueMs ?? Infinity;
  }

  /** Calls the next one back, whose time has come. */
  fire(): void {
    const timer = this.#next();
    if (timer === null) return;
    if (!timer.isRepeated) this.clear(timer);
    timer.callback();
    if (timer.isRepeated && this.#armed.includes(timer)) this.rearm(timer);
  }

  #arm(timer: LiveTimer): void {
    this.#ordinal += 1;
    timer.ordinal = this.#ordinal;
    timer.dueMs = this.#now() + timer.delayMs;
    this.#armed.push(timer);
  }

  #next(): LiveTimer | null {
    let next: LiveTimer | null = null;
    for (const timer of this.#armed) {
      if (next === null || timer.dueMs < next.dueMs) next = timer;
      else if (timer.dueMs === next.dueMs && timer.ordinal < next.ordinal) next = timer;
    }
    return next;
  }
}
