/**
 * Replacements for the process's own clocks, timers and random numbers. Code under test may keep a
 * replacement: while no node acts it does what the real one does.
 */
import { theOneWhoActs, whoActs } from './acting.ts';
import {
  dateOf,
  EPOCH_MS,
  hrtimeAt,
  nanosAt,
  promisable,
  promisedBy,
  randomnessOf,
  SIMULATED_TIMERS,
} from './globals.ts';
import { nextTick, queueMicrotask } from './queue.ts';

/** Everything that is taken over. No code here calls any of it. */
export interface Taken {
  readonly setTimeout: unknown;
  readonly setInterval: unknown;
  readonly setImmediate: unknown;
  readonly clearTimeout: unknown;
  readonly clearInterval: unknown;
  readonly clearImmediate: unknown;
  readonly queueMicrotask: unknown;
  readonly Date: unknown;
  /** Of Math. */
  readonly random: unknown;
  /** Of Performance. */
  readonly now: unknown;
  /** Of process. */
  readonly nextTick: unknown;
  readonly hrtime: unknown;
  /** Of Crypto. */
  readonly getRandomValues: unknown;
  readonly randomUUID: unknown;
}

const { fillAtRandom, randomUUID } = randomnessOf(() => theOneWhoActs().random());

type Anything = (this: unknown, ...given: unknown[]) => unknown;

/** To be made once, from what the process has. */
export function standInsFor(real: Taken): Taken {
  const { setTimeout, setInterval, setImmediate } = SIMULATED_TIMERS;
  const { clearTimeout, clearInterval, clearImmediate } = SIMULATED_TIMERS;
  return {
    setTimeout: inTurn(setTimeout, real.setTimeout),
    setInterval: inTurn(setInterval, real.setInterval),
    setImmediate: inTurn(setImmediate, real.setImmediate),
    clearTimeout: inTurn(clearTimeout, real.clearTimeout),
    clearInterval: inTurn(clearInterval, real.clearInterval),
    clearImmediate: inTurn(clearImmediate, real.clearImmediate),
    queueMicrotask: inTurn(queueMicrotask, real.queueMicrotask),
    Date: dateInTurn(real.Date as DateConstructor),
    random: inTurn(() => theOneWhoActs().random(), real.random),
    now: inTurn(() => theOneWhoActs().steadyMs, real.now),
    nextTick: inTurn(nextTick, real.nextTick),
    hrtime: hrtimeInTurn(real.hrtime as NodeJS.HRTime),
    getRandomValues: inTurn(fillAtRandom, real.getRandomValues),
    randomUUID: inTurn(randomUUID, real.randomUUID),
  };
}

/** The simulated one in a turn, the real one otherwise. */
function inTurn(simulated: (...given: never[]) => unknown, real: unknown): Anything {
  const ways = { simulated: simulated as Anything, real: real as Anything };
  const either: Anything = function either(...given) {
    return Reflect.apply(whoActs() === null ? ways.real : ways.simulated, this, given);
  };
  const promised = promisedBy(ways.simulated);
  if (promised === undefined) return either;
  return promisable(either, inTurn(promised, promisedBy(ways.real)) as typeof promised);
}

function dateInTurn(Real: DateConstructor): DateConstructor {
  return dateOf(() => {
    const acting = whoActs();
    return acting === null ? Real.now() : EPOCH_MS + acting.wallMs;
  }, Real);
}

function hrtimeInTurn(real: NodeJS.HRTime): Anything {
  const simulated = (since?: readonly [number, number]): [number, number] =>
    hrtimeAt(theOneWhoActs().steadyMs, since);
  const bigint = inTurn(
    () => nanosAt(theOneWhoActs().steadyMs),
    () => real.bigint(),
  );
  return Object.assign(inTurn(simulated, real), { bigint });
}
