/** The clocks, timers and randomness that code under test finds: they ask the node that acts. */
import { promisify } from 'node:util';
import { theOneWhoActs } from './acting.ts';

type Callback = (...given: readonly unknown[]) => void;

/** Simulated time begins on a day like any other: nothing may depend on which. */
export const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Timers as Node has them, of the node that acts. */
export interface SimulatedTimers {
  readonly setTimeout: (callback: Callback, delay?: unknown, ...given: unknown[]) => object;
  readonly setInterval: (callback: Callback, delay?: unknown, ...given: unknown[]) => object;
  readonly setImmediate: (callback: Callback, ...given: unknown[]) => object;
  readonly clearTimeout: (timer: unknown) => void;
  readonly clearInterval: (timer: unknown) => void;
  readonly clearImmediate: (immediate: unknown) => void;
}

export const SIMULATED_TIMERS: SimulatedTimers = {
  setTimeout: promisable(
    (callback: Callback, delay?: unknown, ...given: unknown[]) =>
      theOneWhoActs().setTimer(called(callback, given), delay, false),
    (delay, value) => new Promise((resolve) => simulatedTimeout(() => resolve(value), delay)),
  ),
  setInterval: (callback, delay, ...given) =>
    theOneWhoActs().setTimer(called(callback, given), delay, true),
  setImmediate: promisable(
    (callback: Callback, ...given: unknown[]) =>
      theOneWhoActs().setImmediate(called(callback, given)),
    (value) => new Promise((resolve) => theOneWhoActs().setImmediate(() => resolve(value))),
  ),
  clearTimeout: (timer) => theOneWhoActs().clearTimer(timer),
  clearInterval: (timer) => theOneWhoActs().clearTimer(timer),
  clearImmediate: (immediate) => theOneWhoActs().clearImmediate(immediate),
};

function simulatedTimeout(callback: () => void, delay: unknown): object {
  return theOneWhoActs().setTimer(callback, delay, false);
}

function called(callback: Callback, given: readonly unknown[]): () => void {
  return given.length === 0 ? callback : () => callback(...given);
}

type Promised = (...given: readonly unknown[]) => Promise<unknown>;

/** `util.promisify` must make of it what it makes of Node's own. */
export function promisable<F extends object>(timer: F, promised: Promised): F {
  return Object.assign(timer, { [promisify.custom]: promised });
}

/** What `util.promisify` makes of a timer; undefined if that is nothing of its own. */
export function promisedBy(timer: object): Promised | undefined {
  return (timer as { readonly [promisify.custom]?: Promised })[promisify.custom];
}

/** A Date of the same kind as `Real`, which asks `nowMs` what time it is. */
export function dateOf(nowMs: () => number, Real: DateConstructor): DateConstructor {
  function SimulatedDate(...given: readonly unknown[]): unknown {
    if (new.target === undefined) return new Real(nowMs()).toString();
    // What packages do most takes the short way.
    if (given.length === 0 && new.target === simulated) return new Real(nowMs());
    const heir = new.target === simulated ? Real : new.target;
    return Reflect.construct(Real, given.length === 0 ? [nowMs()] : given, heir) as object;
  }
  const simulated = SimulatedDate as unknown as DateConstructor;
  const { UTC, parse, prototype } = Real;
  Object.defineProperty(simulated, 'name', { value: 'Date' });
  Object.defineProperty(simulated, 'prototype', { value: prototype, writable: false });
  return Object.assign(simulated, { now: nowMs, UTC, parse });
}

/** Sources of random bytes that all ask the same dice. */
export interface Randomness {
  /** Fills an array with random bytes, and returns it. */
  readonly fillAtRandom: (array: NodeJS.TypedArray) => NodeJS.TypedArray;
  /** A buffer of random bytes. */
  readonly randomBytes: (size: number) => Buffer;
  /** A random UUID, of version 4. */
  readonly randomUUID: () => string;
}

/** `random` answers from 0 up to but not including 1. */
export function randomnessOf(random: () => number): Randomness {
  function fillAtRandom(array: NodeJS.TypedArray): NodeJS.TypedArray {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    for (const index of bytes.keys()) bytes[index] = Math.floor(random() * 256);
    return array;
  }
  function randomBytes(size: number): Buffer {
    return fillAtRandom(Buffer.alloc(size)) as Buffer;
  }
  function randomUUID(): string {
    const hex = randomBytes(16).toString('hex');
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
    return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
  }
  return { fillAtRandom, randomBytes, randomUUID };
}

/** What `process.hrtime` says at this time; since an earlier answer, if one is given. */
export function hrtimeAt(ms: number, since?: readonly [number, number]): [number, number] {
  const nanos = Math.round(ms * 1e6) - (since === undefined ? 0 : since[0] * 1e9 + since[1]);
  return [Math.floor(nanos / 1e9), nanos - Math.floor(nanos / 1e9) * 1e9];
}

/** The same as one number of nanoseconds. */
export function nanosAt(ms: number): bigint {
  return BigInt(Math.round(ms * 1e6));
}
