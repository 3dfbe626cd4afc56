/** What a package finds in place of clocks, timers and dice. */
import type { LiveTimer } from './live-timers.ts';

/** Whoever acts inside at the moment: one incarnation of one node. */
export interface Inside {
  readonly nowMs: () => number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  readonly setTimer: (callback: () => void, delay: unknown, isRepeated: boolean) => LiveTimer;
  readonly clearTimer: (timer: unknown) => void;
  readonly setImmediate: (callback: () => void) => object;
  readonly clearImmediate: (immediate: unknown) => void;
}

interface Globals {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly standIns: Readonly<Record<string, unknown>>;
}

type Callback = (...given: readonly unknown[]) => void;

/** Simulated time begins on a day like any other: nothing may depend on which. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

/** `evaluate` makes the realm's own out of a text. */
export function globalsOf(inside: Inside, evaluate: (text: string) => unknown): Globals {
  const timers = timersOf(inside);
  const queueMicrotask = evaluate('(job) => void Promise.resolve().then(job)');
  const bytes = randomBytesOf(inside);
  const performance = { now: () => inside.nowMs(), timeOrigin: EPOCH_MS };
  const crypto = { getRandomValues: bytes.fill, randomUUID: () => bytes.uuid() };
  Object.assign(evaluate('Math') as object, { random: () => inside.random() });
  const nextTick = (callback: Callback, ...given: readonly unknown[]): void => {
    (queueMicrotask as (job: () => void) => void)(() => callback(...given));
  };
  const process = {
    env: {},
    platform: 'linux',
    version: 'v20.0.0',
    versions: { node: '20.0.0' },
    nextTick,
    hrtime: Object.assign(() => secondsAndNanos(inside.nowMs()), {
      bigint: () => BigInt(inside.nowMs()) * 1_000_000n,
    }),
  };
  const Date = dateOf(inside, evaluate('Date') as DateConstructor);
  const plain = { console, Buffer, URL, URLSearchParams, TextEncoder, TextDecoder };
  const shown = { ...plain, ...timers, queueMicrotask, performance, crypto, process, Date };
  const standIns = {
    timers,
    perf_hooks: { performance },
    process,
    crypto: { ...crypto, randomBytes: bytes.make, webcrypto: crypto },
  };
  return { globals: shown, standIns };
}

function timersOf(inside: Inside): Readonly<Record<string, unknown>> {
  const called = (callback: Callback, given: readonly unknown[]) => (): void => callback(...given);
  return {
    setTimeout: (callback: Callback, delay?: unknown, ...given: readonly unknown[]) =>
      inside.setTimer(given.length > 0 ? called(callback, given) : callback, delay, false),
    setInterval: (callback: Callback, delay?: unknown, ...given: readonly unknown[]) =>
      inside.setTimer(given.length > 0 ? called(callback, given) : callback, delay, true),
    setImmediate: (callback: Callback, ...given: readonly unknown[]) =>
      inside.setImmediate(called(callback, given)),
    clearTimeout: (timer: unknown) => inside.clearTimer(timer),
    clearInterval: (timer: unknown) => inside.clearTimer(timer),
    clearImmediate: (immediate: unknown) => inside.clearImmediate(immediate),
  };
}

/** The realm's own Date, which asks the node's clock what time it is. */
function dateOf(inside: Inside, Real: DateConstructor): DateConstructor {
  const now = (): number => EPOCH_MS + inside.nowMs();
  const simulated: DateConstructor = new Proxy(Real, {
    get: (real, name): unknown => (name === 'now' ? now : Reflect.get(real, name)),
    construct(real, given: readonly unknown[], made) {
      // What packages do most takes the short way.
      if (given.length === 0 && made === simulated) return new Real(now());
      return Reflect.construct(real, given.length === 0 ? [now()] : given, made) as object;
    },
    apply: () => new Real(now()).toString(),
  });
  return simulated;
}

interface RandomBytes {
  readonly fill: (array: NodeJS.TypedArray) => NodeJS.TypedArray;
  readonly make: (size: number) => Buffer;
  readonly uuid: () => string;
}

function randomBytesOf(inside: Inside): RandomBytes {
  const fill = (array: NodeJS.TypedArray): NodeJS.TypedArray => {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    for (const place of bytes.keys()) bytes[place] = Math.floor(inside.random() * 256);
    return array;
  };
  const make = (size: number): Buffer => fill(Buffer.alloc(size)) as Buffer;
  const uuid = (): string => {
    const hex = make(16).toString('hex');
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
    return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
  };
  return { fill, make, uuid };
}

function secondsAndNanos(ms: number): readonly [number, number] {
  return [Math.floor(ms / 1000), (ms % 1000) * 1_000_000];
}
