/** The globals of a realm, and the modules of Node that it lends. */
import { draw, fraction, Purpose } from '../../simulator/luck.ts';
import { whoActs } from './acting.ts';
import { dateOf, EPOCH_MS, randomnessOf, SIMULATED_TIMERS } from './globals.ts';
import { LentModules } from './lent-modules.ts';
import { queueMicrotask } from './queue.ts';
import { processOf } from './realm-process.ts';
import { refuseUse } from './refused-module.ts';

interface RealmGlobals {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly modules: LentModules;
}

/** `evaluate` makes the realm's own out of a text. */
export function globalsOf(evaluate: (text: string) => unknown): RealmGlobals {
  const performance = { now: steadyMs, timeOrigin: EPOCH_MS, mark: ignored, measure: ignored };
  const random = diceOf();
  const randomness = randomnessOf(random);
  const { fillAtRandom, randomUUID } = randomness;
  const webcrypto = {
    getRandomValues: fillAtRandom,
    randomUUID,
    get subtle() {
      return refuseUse('crypto.subtle', 'crypto');
    },
  };
  Object.assign(evaluate('Math') as object, { random });
  const process = processOf(steadyMs);
  // A package may ask what time it is while it is loaded, when no node acts.
  const Date = dateOf(
    () => EPOCH_MS + (whoActs()?.wallMs ?? 0),
    evaluate('Date') as DateConstructor,
  );
  const own = { queueMicrotask, performance, crypto: webcrypto, process, Date };
  const modules = new LentModules({
    process,
    performance,
    webcrypto,
    randomness,
    steadyMs,
    random,
  });
  return { globals: { ...PLAIN, ...SIMULATED_TIMERS, ...own }, modules };
}

/** The same on every machine. */
const PLAIN = {
  console,
  Buffer,
  URL,
  URLSearchParams,
  TextEncoder,
  TextDecoder,
  AbortController,
  DOMException,
  Event,
  EventTarget,
  structuredClone,
  atob,
  btoa,
};

/** Those of the node that acts. What is drawn at load, before any does, is always the same. */
function diceOf(): () => number {
  let rolls = 0;
  return () => {
    const acting = whoActs();
    if (acting !== null) return acting.random();
    rolls += 1;
    return fraction(draw(0, Purpose.dice, 0, rolls, 0));
  };
}

function steadyMs(): number {
  return whoActs()?.steadyMs ?? 0;
}

/** What is measured is read by nobody. */
function ignored(): void {
  // Nothing to do.
}
