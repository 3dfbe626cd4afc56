/** The queue that hands out jobs: BullMQ, on Redis or PostgreSQL. */
import type { Job } from 'bullmq';
import { jobId, type Span } from './fleet-campaign.ts';

/** A job that the queue gave up. */
export interface FailedJob {
  readonly id: string;
  /** Whatever the queue holds: not checked. */
  readonly data: unknown;
  readonly reason: string;
}

/** How many jobs wait, are under way, or were given up. */
export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

/** What of BullMQ a fleet needs; it hands out jobs, and nothing is learned from its counters. */
export interface JobQueue {
  /** One that is there already stays as it is. */
  add(spans: readonly Span[]): Promise<void>;
  counts(): Promise<JobCounts>;
  failed(): Promise<readonly FailedJob[]>;
  remove(ids: readonly string[]): Promise<void>;
  /** Takes out all that wait. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** One message must not grow without a limit. */
const AT_ONCE = 500;

/** Jobs that were given up are looked at by people: they are few. */
const MOST_FAILED = 1000;

/** A job whose worker breaks down is tried once more, by whoever is free. */
const ATTEMPTS = 2;

/** What is asked of BullMQ's queue: each back end has a type of its own for it. */
interface BackEndQueue {
  addBulk(
    jobs: { name: string; data: Span; opts: { jobId: string; attempts: number } }[],
  ): Promise<unknown>;
  getJobCounts(...types: JobState[]): Promise<{ readonly [state: string]: number }>;
  getFailed(
    first: number,
    last: number,
  ): Promise<readonly { id?: string | undefined; data: unknown; failedReason: string }[]>;
  remove(id: string): Promise<number>;
  drain(areDelayedToo: boolean): Promise<void>;
  close(): Promise<void>;
  on(event: 'error', listener: () => void): unknown;
}

type JobState = 'wait' | 'delayed' | 'active' | 'failed';

class BullQueue implements JobQueue {
  readonly #queue: BackEndQueue;

  constructor(queue: BackEndQueue) {
    this.#queue = queue;
    // What goes wrong is told by the call that it goes wrong for.
    queue.on('error', () => undefined);
  }

  async add(spans: readonly Span[]): Promise<void> {
    const jobs = spans.map((span) => {
      const data = { target: span.target, first: span.first, count: span.count };
      const opts = { jobId: jobId(span), attempts: ATTEMPTS, removeOnComplete: true };
      return { name: 'chunks', data, opts };
    });
    for (let at = 0; at < jobs.length; at += AT_ONCE) {
      await this.#queue.addBulk(jobs.slice(at, at + AT_ONCE));
    }
  }

  async counts(): Promise<JobCounts> {
    const counts = await this.#queue.getJobCounts('wait', 'delayed', 'active', 'failed');
    const { wait = 0, delayed = 0, active = 0, failed = 0 } = counts;
    return { waiting: wait + delayed, active, failed };
  }

  async failed(): Promise<readonly FailedJob[]> {
    const jobs = await this.#queue.getFailed(0, MOST_FAILED - 1);
    return jobs.map(({ id = '', data, failedReason: reason }) => ({ id, data, reason }));
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#queue.remove(id);
  }

  clear(): Promise<void> {
    return this.#queue.drain(true);
  }

  close(): Promise<void> {
    return this.#queue.close();
  }
}

/** A queue for each campaign: opened when it is first asked for. */
export class JobQueues {
  readonly #open: (campaign: string) => BackEndQueue;
  readonly #queues = new Map<string, BullQueue>();

  constructor(open: (campaign: string) => BackEndQueue) {
    this.#open = open;
  }

  of(campaign: string): JobQueue {
    const known = this.#queues.get(campaign) ?? new BullQueue(this.#open(campaign));
    this.#queues.set(campaign, known);
    return known;
  }

  /** The next one that is asked for is opened anew. */
  async forget(campaign: string): Promise<void> {
    const queue = this.#queues.get(campaign);
    this.#queues.delete(campaign);
    await queue?.close();
  }

  async close(): Promise<void> {
    for (const queue of this.#queues.values()) await queue.close();
  }
}

/** How long a worker may be silent before others take over its jobs. */
export interface Patience {
  /** A lock is renewed twice in this time. */
  readonly lockMs: number;
  /** How often somebody looks for locks that are over. */
  readonly lookMs: number;
  /** A chunk that has silenced more workers than this is given up. */
  readonly maxStalls: number;
}

/** A killed worker is noticed within eight seconds; a busy one has six to show that it lives. */
export const USUAL_PATIENCE: Patience = { lockMs: 6000, lookMs: 2000, maxStalls: 5 };

/** After an error of the server, a worker asks again: BullMQ's own default is 15 seconds. */
const RETRY_MS = 1000;

/** The same for all back ends. */
export function workerOptions({ lockMs, lookMs, maxStalls }: Patience, concurrency: number) {
  return {
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lookMs,
    maxStalledCount: maxStalls,
    runRetryDelay: RETRY_MS,
    removeOnComplete: { count: 0 },
  };
}

/** Performs a job; `giveBack` is thrown to leave the rest of it to others. */
export type PerformJob = (data: unknown, giveBack: () => Promise<Error>) => Promise<void>;

/** What processes jobs, as a BullMQ worker calls it. */
export function processor(perform: PerformJob, WaitingError: new () => Error) {
  return async (job: Job, token?: string): Promise<void> => {
    await perform(job.data, async () => {
      await job.moveToWait(token);
      return new WaitingError();
    });
  };
}

/** A worker that was started. */
export interface JobWorker {
  /** Takes no more jobs, and resolves once those under way are over. */
  close(): Promise<void>;
}

/** What is asked of BullMQ's worker. */
interface BackEndWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** Resolves once it is connected. `onError` hears each error that it goes on after. */
export async function startedWorker(
  worker: BackEndWorker,
  onError: (error: Error) => void,
): Promise<JobWorker> {
  worker.on('error', onError);
  try {
    await worker.waitUntilReady();
  } catch (error) {
    void worker.close().catch(() => undefined);
    throw error;
  }
  return { close: () => worker.close() };
}
