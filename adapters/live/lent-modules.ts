/** Which modules of Node a realm lends, and what of them. */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import nodeCrypto from 'node:crypto';
import { posix, win32 } from 'node:path';
import zlib from 'node:zlib';
import { theOneWhoActs } from './acting.ts';
import { promisedBy, SIMULATED_TIMERS, type Randomness } from './globals.ts';
import { osOf } from './realm-process.ts';
import { refusedModule } from './refused-module.ts';

/** The same on every machine: lent as they are. */
const HARMLESS: readonly string[] = [
  'assert',
  'assert/strict',
  'buffer',
  'constants',
  'diagnostics_channel',
  'events',
  'punycode',
  'querystring',
  'stream',
  'stream/consumers',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'sys',
  'url',
  'util',
  'util/types',
];

/** What a realm has in place of Node's own. */
export interface OfRealm {
  readonly process: object;
  readonly performance: object;
  readonly webcrypto: object;
  readonly randomness: Randomness;
  readonly steadyMs: () => number;
  readonly random: () => number;
}

/** The modules of Node in one realm, each made when it is first asked for. */
export class LentModules {
  readonly #made = new Map<string, unknown>();
  readonly #own: Readonly<Record<string, () => unknown>>;

  constructor(realm: OfRealm) {
    this.#own = standInsOf(realm);
  }

  /** Takes something in the place of a module. */
  replace(name: string, standIn: unknown): void {
    this.#made.set(name, standIn);
  }

  has(name: string): boolean {
    return this.#made.has(name);
  }

  /** `name` is without its `node:`; `harmless` loads one of those that are lent as they are. */
  get(name: string, harmless: (name: string) => unknown): unknown {
    if (!this.#made.has(name)) this.#made.set(name, this.#make(name, harmless));
    return this.#made.get(name);
  }

  #make(name: string, harmless: (name: string) => unknown): unknown {
    if (HARMLESS.includes(name)) return harmless(name);
    return this.#own[name]?.() ?? refusedModule(name);
  }
}

function standInsOf(realm: OfRealm): Readonly<Record<string, () => unknown>> {
  const { performance } = realm;
  const isFirst = { isMaster: true, isPrimary: true, isWorker: false, workers: {}, settings: {} };
  const isMain = { isMainThread: true, threadId: 0, parentPort: null, workerData: null };
  return {
    async_hooks: () => refusedModule('async_hooks', ASYNC),
    cluster: () => refusedModule('cluster', isFirst),
    crypto: () => refusedModule('crypto', cryptoOf(realm)),
    os: () => refusedModule('os', osOf(realm.steadyMs)),
    path: () => PATHS,
    'path/posix': () => PATHS,
    'path/win32': () => win32,
    perf_hooks: () => refusedModule('perf_hooks', { performance }),
    process: () => realm.process,
    timers: () => ({ ...SIMULATED_TIMERS, promises: PROMISED_TIMERS }),
    'timers/promises': () => PROMISED_TIMERS,
    tty: () => refusedModule('tty', { isatty: () => false }),
    worker_threads: () => refusedModule('worker_threads', isMain),
    zlib: () => refusedModule('zlib', atOnce(zlib)),
  };
}

/** Ids of asynchronous work differ from run to run: here, all are 0. */
const ASYNC = {
  AsyncLocalStorage,
  AsyncResource,
  executionAsyncId: () => 0,
  triggerAsyncId: () => 0,
  executionAsyncResource: () => ({}),
};

/** The real `resolve` begins in the folder in which this process was started. */
const PATHS: Record<string, unknown> = {
  ...posix,
  resolve: (...parts: string[]) => posix.resolve('/app', ...parts),
  win32,
};
PATHS['posix'] = PATHS;

/** The same as Node makes of the callbacks. */
const PROMISED_TIMERS = {
  setTimeout: (delay?: number, value?: unknown) =>
    promisedBy(SIMULATED_TIMERS.setTimeout)?.(delay, value),
  setImmediate: (value?: unknown) => promisedBy(SIMULATED_TIMERS.setImmediate)?.(value),
};

/** What a module does while its caller waits needs no thread. */
function atOnce(module: object): object {
  return Object.fromEntries(
    Object.entries(module).filter(([name, part]) => {
      return typeof part === 'function' && (name.endsWith('Sync') || name === 'crc32');
    }),
  );
}

/** What is computed from its arguments alone. */
const COMPUTED = [
  ['createHash', 'createHmac', 'getHashes', 'hash', 'timingSafeEqual', 'createSecretKey'],
  ['createCipheriv', 'createDecipheriv', 'getCiphers', 'pbkdf2Sync', 'scryptSync', 'hkdfSync'],
].flat();

function cryptoOf({ webcrypto, randomness, random }: OfRealm): object {
  const { fillAtRandom, randomBytes, randomUUID } = randomness;
  const parts = Object.entries(nodeCrypto as object).filter(([name]) => COMPUTED.includes(name));
  return {
    ...Object.fromEntries(parts),
    webcrypto,
    getRandomValues: fillAtRandom,
    randomUUID,
    randomBytes: calledBack(randomBytes),
    pseudoRandomBytes: calledBack(randomBytes),
    randomFillSync: fillAtRandom,
    randomFill: calledBack(fillAtRandom),
    randomInt: calledBack((first: number, second?: number) => {
      const [min, max] = second === undefined ? [0, first] : [first, second];
      return min + Math.floor(random() * (max - min));
    }),
  };
}

type Callback = (error: null, result: unknown) => void;

/** At once without a callback; with one as last argument, soon. */
function calledBack(compute: (...given: never[]) => unknown): (...given: unknown[]) => unknown {
  return (...given) => {
    const callback = given.at(-1);
    if (typeof callback !== 'function') return compute(...(given as never[]));
    const result = compute(...(given.slice(0, -1) as never[]));
    theOneWhoActs().setImmediate(() => (callback as Callback)(null, result));
    return undefined;
  };
}
