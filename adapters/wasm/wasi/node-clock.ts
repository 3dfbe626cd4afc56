/**
 * The clocks of one node. Steps tell the time, and nothing else advances it: within a step it
 * stands still, and a program that sleeps wakes at once.
 */

/** What a copy of an instance needs to know, in nanoseconds. */
export interface ClockState {
  readonly nowNs: bigint;
  readonly deadlineNs: bigint | null;
}

const NS_PER_MS = 1_000_000;

/** Programs take the time 0 for no time at all. */
const STEADY_START_NS = 1_000_000_000n;

/** Years of today: code may refuse to run in 1970. */
const WALL_START_NS = 1_700_000_000_000_000_000n;

const REALTIME = 0;

export class NodeClock {
  #toldNs = 0n;
  /** The last time that a step told, in milliseconds: nanoseconds are made when they are read. */
  #toldMs = 0;
  /** When the program wants to be woken; null if it waits for messages alone. */
  deadlineNs: bigint | null = null;

  get state(): ClockState {
    return { nowNs: this.#nowNs, deadlineNs: this.deadlineNs };
  }

  set state({ nowNs, deadlineNs }: ClockState) {
    this.#nowNs = nowNs;
    this.#toldMs = 0;
    this.deadlineNs = deadlineNs;
  }

  /** How long until the deadline, in milliseconds; null if there is none. */
  get dueMs(): number | null {
    if (this.deadlineNs === null) return null;
    const ms = Number(this.deadlineNs - this.#nowNs) / NS_PER_MS;
    return Math.max(0, ms);
  }

  /** A clock that was set back stands still until it is where it was: it is a steady one, too. */
  advanceToMs(localTimeMs: number): void {
    if (localTimeMs > this.#toldMs) this.#toldMs = localTimeMs;
  }

  /** The deadline has come, whatever the clock says. */
  advanceToDeadline(): void {
    if (this.deadlineNs !== null && this.deadlineNs > this.#nowNs) this.#nowNs = this.deadlineNs;
  }

  /** What the program reads from the clock with this WASI number. */
  read(clock: number): bigint {
    return this.#nowNs + (clock === REALTIME ? WALL_START_NS : STEADY_START_NS);
  }

  /** A time of the same clock as one of ours. */
  fromReading(clock: number, reading: bigint): bigint {
    return reading - (clock === REALTIME ? WALL_START_NS : STEADY_START_NS);
  }

  /** A time from now on. */
  after(ns: bigint): bigint {
    return this.#nowNs + ns;
  }

  sleepUntil(ns: bigint): void {
    if (ns > this.#nowNs) this.#nowNs = ns;
  }

  get #nowNs(): bigint {
    if (this.#toldMs > 0) {
      const ns = BigInt(this.#toldMs * NS_PER_MS);
      if (ns > this.#toldNs) this.#toldNs = ns;
      this.#toldMs = 0;
    }
    return this.#toldNs;
  }

  set #nowNs(ns: bigint) {
    this.#toldNs = ns;
  }
}
