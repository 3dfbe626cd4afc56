/** PostgreSQL as the server of a fleet. */
import { setTimeout as after } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Refusal } from '../../adapters/refusal.ts';
import { codeOf } from '../findings/place.ts';
import type { FleetAddress } from './address.ts';
import { JobQueues, processor, startedWorker, workerOptions } from './job-queue.ts';
import { optionalPackage } from './optional-package.ts';
import { PostgresStore } from './postgres-store.ts';
import { retrying, type Retrying } from './retrying-store.ts';
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
  const connection = {
    ...{ connectionString: address.url, connectionTimeoutMillis: limitMs, max: 4 },
    idle_in_transaction_session_timeout: MOST_IDLE_MS,
  };
  const pool = new pg.Pool(connection);
  pool.on('error', () => undefined);
  const store = new PostgresStore(pool);
  const objection = await objectionTo(pool, limitMs, () => store.prepare(bull.runMigrations));
  if (objection !== null) throw new Refusal(uselessLine(address, connecting, objection));
  const queues = new JobQueues((campaign) => new Queue(campaign, { connection }));
  return {
    store: isPatient ? retrying(store, untilThere(connecting)) : store,
    remarks: [],
    objectionIn: (error) => (sqlState(error) === null ? null : textOf(error)),
    queue: (campaign) => queues.of(campaign),
    work(campaign, { concurrency, patience, perform, onError }) {
      const options = { connection, ...workerOptions(patience, concurrency) };
      const worker = new Worker(campaign, processor(perform, bull.WaitingError), options);
      return startedWorker(worker, onError);
    },
    async close() {
      await queues.close();
      await pool.end();
    },
  };
}

function untilThere({ onRefused, onReconnected }: Connecting): Retrying {
  return {
    isWaitedFor,
    onFailure: (error) => {
      if (isFull(error)) onRefused?.(textOf(error));
    },
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
    return textOf(error);
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

/**
 * The five characters by which the server itself names an error; null for any other. A severity
 * tells them apart: a broken pipe has a code of five letters, too, `EPIPE`.
 */
function sqlState(error: unknown): string | null {
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === 'string' && typeof severity === 'string' ? code : null;
}

/** Class 53: its disk, its memory or the list of its connections is full. */
function isFull(error: unknown): boolean {
  return sqlState(error)?.startsWith('53') === true;
}

/** Class 57 is a server that shuts down or starts up, class 08 a connection that broke. */
function isWaitedFor(error: unknown): boolean {
  const state = sqlState(error);
  return state === null || /^(53|57|08)/.test(state);
}

function textOf(error: unknown): string {
  return error instanceof Error ? messageOf(error) : String(error);
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

/** The driver tries several addresses, and reports an error with no text of its own. */
function messageOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as readonly Error[]) : [error];
  return (first ?? error).message;
}
