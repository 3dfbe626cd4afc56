/** PostgreSQL as the server of a fleet. */
import type { Pool } from 'pg';
import { Refusal } from '../../adapters/refusal.ts';
import type { FleetAddress } from './address.ts';
import { BullQueue, processor, startedWorker, workerOptions } from './job-queue.ts';
import { optionalPackage } from './optional-package.ts';
import { PostgresStore } from './postgres-store.ts';
import { retrying } from './retrying-store.ts';
import type { Connecting, FleetServer } from './server.ts';

/** What BullMQ is documented to need. */
const LEAST_VERSION = 13;

/** Throws a {@link Refusal} of one line for a server that cannot be used. */
export async function connectPostgres(
  address: FleetAddress,
  { limitMs, isPatient, onReconnected }: Connecting,
): Promise<FleetServer> {
  const install = 'bullmq pg';
  const [bull, { default: pg }] = await Promise.all([
    optionalPackage(() => import('bullmq'), install),
    optionalPackage(() => import('pg'), install),
  ]);
  const { WaitingError } = bull;
  const { Queue, Worker } = bull.withBackend(bull.createPostgresBackend);
  const settings = {
    connectionString: address.url,
    connectionTimeoutMillis: limitMs * 0.9,
    max: 4,
  };
  const pool = new pg.Pool(settings);
  pool.on('error', () => undefined);
  const store = new PostgresStore(pool);
  await ready(pool, address, async () => {
    await store.prepare();
    await bull.runMigrations(pool);
  });
  const connection = settings;
  const queues: BullQueue[] = [];
  return {
    store: isPatient ? retrying(store, onReconnected) : store,
    remarks: [],
    queue(campaign) {
      const queue = new BullQueue(new Queue(campaign, { connection }));
      queues.push(queue);
      return queue;
    },
    work(campaign, { concurrency, patience, perform, onError }) {
      const options = { connection, ...workerOptions(patience, concurrency) };
      const worker = new Worker(campaign, processor(perform, WaitingError), options);
      return startedWorker(worker, onError);
    },
    async close() {
      for (const queue of queues) await queue.close();
      await pool.end();
    },
  };
}

async function ready(
  pool: Pool,
  { shown }: FleetAddress,
  prepare: () => Promise<void>,
): Promise<void> {
  try {
    const { rows } = await pool.query<{ server_version_num: string; server_version: string }>(
      "select current_setting('server_version_num') as server_version_num, " +
        "current_setting('server_version') as server_version",
    );
    const [{ server_version_num: number = '0', server_version: version = '?' } = {}] = rows;
    if (Number(number) < LEAST_VERSION * 10_000) {
      throw new Error(`it is version ${version}, and PostgreSQL ${LEAST_VERSION} is needed`);
    }
    await prepare();
  } catch (error) {
    await pool.end();
    const why = error instanceof Error ? messageOf(error) : String(error);
    throw new Refusal(`the queue at ${shown} cannot be used: ${why}`);
  }
}

/** The driver tries several addresses, and reports an error with no text of its own. */
function messageOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as readonly Error[]) : [error];
  return (first ?? error).message;
}
