/** The server of a fleet: a store of results and a queue of jobs for each campaign. */
import type { FleetAddress } from './address.ts';
import { within } from './time-limit.ts';
import type { JobQueue, JobWorker, Patience, PerformJob } from './job-queue.ts';
import type { SharedStore } from './result-store.ts';

export interface FleetServer {
  readonly store: SharedStore;
  /** One line each: what people should know of how it is set up. */
  readonly remarks: readonly string[];
  queue(campaign: string): JobQueue;
  work(campaign: string, work: Work): Promise<JobWorker>;
  close(): Promise<void>;
}

/** What a worker does for one campaign. */
export interface Work {
  readonly concurrency: number;
  readonly patience: Patience;
  readonly perform: PerformJob;
  /** It goes on after each. */
  readonly onError: (error: Error) => void;
}

/** How a command uses the server. */
export interface Connecting {
  /** At the start, and for commands at each answer. */
  readonly limitMs: number;
  /** A worker waits for a server that went away, however long; other commands do not. */
  readonly isPatient: boolean;
  /** Called whenever a connection that was lost is there again. */
  readonly onReconnected: () => void;
  /** One that evicts is refused, where anything is written. */
  readonly refusesEviction: boolean;
}

export const USUAL_LIMIT_MS = 10_000;

/** Throws a Refusal of one line if there is none, or none that can be used. */
export async function connectFleet(
  address: FleetAddress,
  connecting: Connecting,
): Promise<FleetServer> {
  const { limitMs } = connecting;
  const line = `no answer from ${address.shown} within ${limitMs / 1000} s`;
  switch (address.kind) {
    case 'redis': {
      const { connectRedis } = await import('./redis-server.ts');
      return within(limitMs, connectRedis(address, connecting), line);
    }
    case 'postgres': {
      const { connectPostgres } = await import('./postgres-server.ts');
      return within(limitMs, connectPostgres(address, connecting), line);
    }
  }
}
