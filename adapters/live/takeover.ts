/**
 * Takes over the clocks, timers and random numbers of the process for code under test that was
 * imported into it, and cannot be put into a realm. The real ones are back whenever no such code
 * acts.
 */
import { standInsFor, type Taken } from './stand-ins.ts';

type Writable = { -readonly [Name in keyof Taken]: Taken[Name] };
type Part<Name extends keyof Taken> = Pick<Writable, Name>;

type OfGlobal =
  | 'setTimeout'
  | 'setInterval'
  | 'setImmediate'
  | 'clearTimeout'
  | 'clearInterval'
  | 'clearImmediate'
  | 'queueMicrotask'
  | 'Date';

const globals = globalThis as unknown as Part<OfGlobal>;
const dice = Math as unknown as Part<'random'>;
const machine = process as unknown as Part<'nextTick' | 'hrtime'>;
// These two are methods that all instances share.
const watch = Object.getPrototypeOf(performance) as Part<'now'>;
const vault = Object.getPrototypeOf(crypto) as Part<'getRandomValues' | 'randomUUID'>;

const STAND_INS = standInsFor(current());

/** How many have taken over and not given back: turns, and imports that take a while. */
let depth = 0;
let before = STAND_INS;

/** From here on, code of this process finds simulated clocks, timers and random numbers. */
export function takeOver(): void {
  depth += 1;
  if (depth > 1) return;
  before = current();
  put(STAND_INS);
}

/** Puts back what was there before, once everyone who took over has given back. */
export function giveBack(): void {
  depth -= 1;
  if (depth === 0) put(before);
}

/**
 * Imports code under test that keeps references to clocks, timers or random functions, as in
 * `const { setTimeout } = globalThis`: these work in the simulated world and outside of it.
 * A process loads a module only once, so it must not have been imported before. Not needed for
 * code that looks up the global `setTimeout(…)` at each call.
 *
 * Not taken over are the modules of Node, such as node:timers, node:timers/promises and
 * node:crypto. A node that sets real timers as it boots is detected and reported.
 *
 * ```ts
 * const { MyRaft } = await takenOver(() => import('./my-raft.ts'));
 * ```
 */
export async function takenOver<Module>(load: () => Promise<Module>): Promise<Module> {
  takeOver();
  try {
    return await load();
  } finally {
    giveBack();
  }
}

function current(): Taken {
  return {
    setTimeout: globals.setTimeout,
    setInterval: globals.setInterval,
    setImmediate: globals.setImmediate,
    clearTimeout: globals.clearTimeout,
    clearInterval: globals.clearInterval,
    clearImmediate: globals.clearImmediate,
    queueMicrotask: globals.queueMicrotask,
    Date: globals.Date,
    random: dice.random,
    now: watch.now,
    nextTick: machine.nextTick,
    hrtime: machine.hrtime,
    getRandomValues: vault.getRandomValues,
    randomUUID: vault.randomUUID,
  };
}

function put(taken: Taken): void {
  globals.setTimeout = taken.setTimeout;
  globals.setInterval = taken.setInterval;
  globals.setImmediate = taken.setImmediate;
  globals.clearTimeout = taken.clearTimeout;
  globals.clearInterval = taken.clearInterval;
  globals.clearImmediate = taken.clearImmediate;
  globals.queueMicrotask = taken.queueMicrotask;
  globals.Date = taken.Date;
  dice.random = taken.random;
  watch.now = taken.now;
  machine.nextTick = taken.nextTick;
  machine.hrtime = taken.hrtime;
  vault.getRandomValues = taken.getRandomValues;
  vault.randomUUID = taken.randomUUID;
}
