/** PostgreSQL as the server of a fleet. */
import { setTimeout as after } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Refusal } from '../../adapters/refusal.ts';
import { codeOf } from '../findings/place.ts';
import type { FleetAddress } from './address.ts';
import { JobQueues, processor, startedWorker, workerOptions } from './job-queue.ts';
import { optionalPackage } from './optional-package.ts';
import { patiently, type Retrying } from './patiently.ts';
import { isWaitedFor, postgresObjection, textOf } from './postgres-objection.ts';
import { PostgresStore } from './postgres-store.ts';
import { retryingQueue } from './retrying-queue.ts';
import { retrying } from './retrying-store.ts';
import { uselessLine, type Connecting, type FleetServer } from './server.ts';
import { within } from './time-limit.ts';

/** What BullMQ is documented to need. */
const LEAST_VERSION = 13;

/** A worker that stands still within a transaction holds locks for which all others wait. */
const MOST_IDLE_MS = 5000;

/** Throws a {@link Refusal} of one line for a server that cannot be used. */
export async function connectPostgres(
  address: FleetAddress,
  connecting: Connecting,
): Promise<FleetServer> {
  const { limitMs, isPatient } = connecting;
  const install = 'bullmq pg';
  const [bull, { default: pg }] = await Promise.all([
    optionalPackage(() => import('bullmq'), install),
    optionalPackage(() => import('pg'), install),
  ]);
  const { Queue, Worker } = bull.withBackend(bull.createPostgresBackend);
  const connection = connectionTo(address, limitMs);
  const pool = new pg.Pool(connection);
  pool.on('error', () => undefined);
  const store = new PostgresStore(pool);
  const objection = await objectionTo(pool, limitMs, () => store.prepare(bull.runMigrations));
  if (objection !== null) throw new Refusal(uselessLine(address, connecting, objection));
  const queues = new JobQueues((campaign) => new Queue(campaign, { connection }));
  const how = untilThere(connecting);
  return {
    store: isPatient ? retrying(store, how) : store,
    remarks: [],
    objectionIn: postgresObjection,
    queue: (campaign) => (isPatient ? retryingQueue(queues, campaign, how) : queues.of(campaign)),
    work(campaign, { concurrency, patience, perform, onError }) {
      const options = { connection, ...workerOptions(patience, concurrency) };
      // A worker that has not been able to connect never tries again: the next attempt is another.
      return patiently(how, () => {
        const worker = new Worker(campaign, processor(perform, bull.WaitingError), options);
        return startedWorker(worker, onError);
      });
    },
    async close() {
      await queues.close();
      await pool.end();
    },
  };
}

function connectionTo({ url }: FleetAddress, limitMs: number) {
  return {
    ...{ connectionString: url, connectionTimeoutMillis: limitMs, max: 4 },
    idle_in_transaction_session_timeout: MOST_IDLE_MS,
  };
}

function untilThere({ onRefused, onReconnected }: Connecting): Retrying {
  return {
    isWaitedFor,
    onFailure: (error) => onRefused?.(postgresObjection(error) ?? ''),
    onAnswer: onReconnected,
  };
}

/** Null for a server that can be used; empty for one that does not answer. */
async function objectionTo(
  pool: Pool,
  limitMs: number,
  prepare: () => Promise<void>,
): Promise<string | null> {
  const endMs = performance.now() + limitMs;
  try {
    const { number = '0', version = '?' } = await versionBy(endMs, pool);
    if (Number(number) < LEAST_VERSION * 10_000) {
      throw new Error(`it is version ${version}, and PostgreSQL ${LEAST_VERSION} is needed`);
    }
    await prepare();
    return null;
  } catch (error) {
    void pool.end().catch(() => undefined);
    return postgresObjection(error) ?? textOf(error);
  }
}

/** A server that is starting up says so, or is not there yet: it has until then. */
async function versionBy(endMs: number, pool: Pool): Promise<Version> {
  for (;;) {
    const leftMs = endMs - performance.now();
    try {
      const { rows } = await within(leftMs, pool.query<Version>(VERSION), () => '');
      return rows[0] ?? {};
    } catch (error) {
      if (!IS_COMING.includes(codeOf(error)) || leftMs < LOOK_EVERY_MS) throw error;
      await after(LOOK_EVERY_MS);
    }
  }
}

const LOOK_EVERY_MS = 200;

/** What a server that will soon be there answers: nobody listens, or it is starting up. */
const IS_COMING: readonly string[] = ['ECONNREFUSED', 'ENOENT', '57P03'];

interface Version {
  readonly number?: string;
  readonly version?: string;
}

const VERSION =
  "select current_setting('server_version_num') as number, " +
  "current_setting('server_version') as version";
