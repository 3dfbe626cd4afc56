/**
 * `poll_oneoff`: how a program waits. In a step nothing is waited for. Either the program sleeps,
 * and its clock moves on at once; or all its goroutines are idle, and the step is over: then its
 * next deadline is noted, and file 0, on which it listens, is said to be readable. Reading from it
 * lets the exported function return (the "doorbell").
 */
import { WasmFault } from '../wasm-fault.ts';
import { ERRNO } from './errno.ts';
import type { MemoryView } from './memory-view.ts';
import type { NodeClock } from './node-clock.ts';

const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
const CLOCK = 0;
const FD_READ = 1;
const ABSOLUTE = 1;

interface Awaited {
  readonly userData: bigint;
}

interface AwaitedTime extends Awaited {
  readonly ns: bigint;
  /** A wait of no time: the program only looks whether something is ready. */
  readonly isLook: boolean;
}

/** Who waits, and for what. */
interface Subscriptions {
  readonly time: AwaitedTime | null;
  /** Somebody reads from file 0. */
  readonly doorbell: Awaited | null;
}

export class Poll {
  readonly #memory: MemoryView;
  readonly #clock: NodeClock;
  /** Whether file 0 has something to read. */
  isRinging = false;

  constructor(memory: MemoryView, clock: NodeClock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  readonly oneoff = (input: number, output: number, count: number, ready: number): number => {
    if (count === 0) return ERRNO.invalid;
    const { time, doorbell } = this.#subscriptions(input, count);
    if (time?.isLook === true) return this.#happened(output, ready, time, CLOCK);
    if (doorbell !== null) {
      this.#clock.deadlineNs = time?.ns ?? null;
      this.isRinging = true;
      return this.#happened(output, ready, doorbell, FD_READ);
    }
    if (time === null) throw new WasmFault('it waits for something that never happens');
    this.#clock.sleepUntil(time.ns);
    return this.#happened(output, ready, time, CLOCK);
  };

  #subscriptions(input: number, count: number): Subscriptions {
    const { view } = this.#memory;
    let time: AwaitedTime | null = null;
    let doorbell: Awaited | null = null;
    for (let index = 0; index < count; index += 1) {
      const at = (input >>> 0) + index * SUBSCRIPTION_BYTES;
      const userData = view.getBigUint64(at, true);
      const tag = view.getUint8(at + 8);
      if (tag === FD_READ && view.getUint32(at + 16, true) === 0) doorbell = { userData };
      if (tag !== CLOCK) continue;
      const awaited = this.#awaitedTime(at, userData);
      if (time === null || awaited.ns < time.ns) time = awaited;
    }
    return { time, doorbell };
  }

  #awaitedTime(at: number, userData: bigint): AwaitedTime {
    const { view } = this.#memory;
    const id = view.getUint32(at + 16, true);
    const timeout = view.getBigUint64(at + 24, true);
    const isAbsolute = (view.getUint16(at + 40, true) & ABSOLUTE) !== 0;
    const ns = isAbsolute ? this.#clock.fromReading(id, timeout) : this.#clock.after(timeout);
    return { userData, ns, isLook: !isAbsolute && timeout === 0n };
  }

  /** One event, and no error. */
  #happened(output: number, ready: number, { userData }: Awaited, kind: number): number {
    this.#memory.range(output, EVENT_BYTES).fill(0);
    const { view } = this.#memory;
    view.setBigUint64(output >>> 0, userData, true);
    view.setUint8((output >>> 0) + 10, kind);
    if (kind === FD_READ) view.setBigUint64((output >>> 0) + 16, 1n, true);
    view.setUint32(ready >>> 0, 1, true);
    return ERRNO.success;
  }
}
