/** Redis and Valkey as the server of a fleet. */
import type { Redis } from 'ioredis';
import { Refusal } from '../../adapters/refusal.ts';
import type { FleetAddress } from './address.ts';
import { JobQueues, processor, startedWorker, workerOptions } from './job-queue.ts';
import { optionalPackage } from './optional-package.ts';
import type { Retrying } from './patiently.ts';
import { isFull, isOfCertificate, redisObjection } from './redis-objection.ts';
import { RedisStore } from './redis-store.ts';
import { retrying } from './retrying-store.ts';
import { uselessLine, type Connecting, type FleetServer } from './server.ts';
import { within } from './time-limit.ts';

const PREFIX = 'whitewater-fleet';

/** What BullMQ is documented to need. */
const LEAST_VERSION = 6;

/** Throws a {@link Refusal} of one line for a server that cannot be used. */
export async function connectRedis(
  address: FleetAddress,
  connecting: Connecting,
): Promise<FleetServer> {
  const install = 'bullmq ioredis';
  const [{ Queue, Worker, WaitingError }, { Redis }] = await Promise.all([
    optionalPackage(() => import('bullmq'), install),
    optionalPackage(() => import('ioredis'), install),
  ]);
  const { isPatient, onReconnected } = connecting;
  const connection = optionsFor(address, isPatient);
  const client = new Redis(connection);
  const queues = new JobQueues((campaign) => {
    // Of a server that evicts, BullMQ would say a second time what was said already.
    return new Queue(campaign, { connection, prefix: PREFIX, skipVersionCheck: true });
  });
  const { remarks } = await ready(client, address, connecting);
  client.on('ready', onReconnected);
  // The driver waits for a server that went away, and says nothing of it.
  if (isPatient) client.on('error', (error) => connecting.onRefused?.(error.message));
  const store = new RedisStore(client);
  return {
    store: isPatient ? retrying(store, untilThereIsRoom(connecting)) : store,
    remarks,
    objectionIn: redisObjection,
    queue: (campaign) => queues.of(campaign),
    work(campaign, { concurrency, patience, perform, onError }) {
      const options = { connection, prefix: PREFIX, ...workerOptions(patience, concurrency) };
      const worker = new Worker(campaign, processor(perform, WaitingError), options);
      return startedWorker(worker, onError);
    },
    async close() {
      await queues.close();
      client.disconnect();
    },
  };
}

/** While there is no connection, the driver itself waits. */
function untilThereIsRoom({ onRefused }: Connecting): Retrying {
  return {
    isWaitedFor: isFull,
    onFailure: (error) => onRefused?.(redisObjection(error) ?? ''),
    onAnswer: () => undefined,
  };
}

/** Where a client connects to, and how long it tries. */
interface Connection extends Place {
  readonly maxRetriesPerRequest: number | null;
  readonly retryStrategy: (times: number) => number;
}

interface Place {
  readonly path?: string;
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: object;
}

function optionsFor({ url, socket }: FleetAddress, isPatient: boolean): Connection {
  return {
    ...(socket === null ? optionsIn(url) : { path: socket }),
    maxRetriesPerRequest: isPatient ? null : 3,
    retryStrategy: (times) => Math.min(100 * times, 1000),
  };
}

/** As BullMQ passes them on to its own connections. */
function optionsIn(text: string): Place {
  const { protocol, hostname, port, username, password, pathname } = new URL(text);
  const database = /^\/\d+$/.test(pathname) ? { db: Number(pathname.slice(1)) } : {};
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 6379 : Number(port),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    ...database,
  };
}

/** Waits for the first answer, and looks at what the server is. */
async function ready(
  client: Redis,
  address: FleetAddress,
  connecting: Connecting,
): Promise<{ readonly remarks: readonly string[] }> {
  let last = '';
  const hopeless = new Promise<never>((_resolve, reject) => {
    client.on('error', (error) => {
      last = error.message;
      if (isOfCertificate(error)) reject(error);
    });
  });
  const useless = (why: string): string => uselessLine(address, connecting, why);
  try {
    const answer = Promise.race([client.info(), hopeless]);
    const info = await within(connecting.limitMs, answer, () => useless(last));
    const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? '';
    const objection = objectionTo(version);
    if (objection !== null) throw new Refusal(useless(objection));
    return { remarks: await remarksOf(client, address.shown, connecting.refusesEviction) };
  } catch (error) {
    client.disconnect();
    if (error instanceof Refusal) throw error;
    throw new Refusal(useless(last === '' && error instanceof Error ? error.message : last));
  }
}

/** Null for a version that can be used. */
function objectionTo(version: string): string | null {
  const major = Number.parseInt(version, 10);
  if (major >= LEAST_VERSION) return null;
  const what = Number.isNaN(major) ? 'it does not say what it is' : `it is version ${version}`;
  return `${what}, and Redis ${LEAST_VERSION}.2 or Valkey is needed`;
}

async function remarksOf(
  client: Redis,
  shown: string,
  refusesEviction: boolean,
): Promise<readonly string[]> {
  const [policy, appendOnly] = await settings(client);
  if (policy === null || appendOnly === null) {
    return [`${shown} does not tell its settings: it needs appendonly yes and noeviction`];
  }
  const remarks: string[] = [];
  if (policy !== 'noeviction') {
    const line = `${shown} evicts what it holds: set maxmemory-policy noeviction, not ${policy}`;
    if (refusesEviction) throw new Refusal(line);
    remarks.push(line);
  }
  if (appendOnly !== 'yes') {
    remarks.push(
      `${shown} has appendonly ${appendOnly}: after a crash it is empty; workers keep their ` +
        'records, and to enqueue again fills the gap',
    );
  }
  return remarks;
}

/** Null where the server does not say: services that others run forbid the question. */
async function settings(client: Redis): Promise<readonly (string | null)[]> {
  try {
    const answers = await Promise.all([
      client.config('GET', 'maxmemory-policy'),
      client.config('GET', 'appendonly'),
    ]);
    return (answers as readonly (readonly string[])[]).map(([, value]) => value ?? null);
  } catch {
    return [null, null];
  }
}
