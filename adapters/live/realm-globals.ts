/** The globals of a realm, and replacements for modules of Node that reach clocks or randomness. */
import { theOneWhoActs, whoActs } from './acting.ts';
import {
  dateOf,
  EPOCH_MS,
  fillAtRandom,
  hrtimeAt,
  nanosAt,
  randomBytes,
  randomUUID,
  SIMULATED_TIMERS,
} from './globals.ts';
import { nextTick, queueMicrotask } from './queue.ts';

interface RealmGlobals {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly standIns: Readonly<Record<string, unknown>>;
}

/** `evaluate` makes the realm's own out of a text. */
export function globalsOf(evaluate: (text: string) => unknown): RealmGlobals {
  const performance = { now: steadyMs, timeOrigin: EPOCH_MS };
  const crypto = { getRandomValues: fillAtRandom, randomUUID };
  Object.assign(evaluate('Math') as object, { random: () => theOneWhoActs().random() });
  const process = {
    env: {},
    platform: 'linux',
    version: 'v20.0.0',
    versions: { node: '20.0.0' },
    nextTick,
    hrtime: Object.assign((since?: readonly [number, number]) => hrtimeAt(steadyMs(), since), {
      bigint: () => nanosAt(steadyMs()),
    }),
  };
  // A package may ask what time it is while it is loaded, when no node acts.
  const Date = dateOf(
    () => EPOCH_MS + (whoActs()?.wallMs ?? 0),
    evaluate('Date') as DateConstructor,
  );
  const plain = { console, Buffer, URL, URLSearchParams, TextEncoder, TextDecoder };
  const own = { queueMicrotask, performance, crypto, process, Date };
  const standIns = {
    timers: SIMULATED_TIMERS,
    perf_hooks: { performance },
    process,
    crypto: { ...crypto, randomBytes, webcrypto: crypto },
  };
  return { globals: { ...plain, ...SIMULATED_TIMERS, ...own }, standIns };
}

function steadyMs(): number {
  return whoActs()?.steadyMs ?? 0;
}
