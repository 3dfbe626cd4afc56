/** The server of a fleet: a store of results and a queue of jobs for each campaign. */
import type { FleetAddress } from './address.ts';
import type { JobQueue, JobWorker, Patience, PerformJob } from './job-queue.ts';
import type { SharedStore } from './result-store.ts';

export interface FleetServer {
  readonly store: SharedStore;
  /** One line each: what people should know of how it is set up. */
  readonly remarks: readonly string[];
  readonly queue: (campaign: string) => JobQueue;
  readonly work: (campaign: string, work: Work) => Promise<JobWorker>;
  /** What the server says is wrong, in one line; null for an error that is not its own. */
  readonly objectionIn: (error: unknown) => string | null;
  readonly close: () => Promise<void>;
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
  /** A patient one asks again after it was refused; `why` is one line. */
  readonly onRefused?: (why: string) => void;
  /** One that evicts is refused, where anything is written. */
  readonly refusesEviction: boolean;
}

/** What is said of a server that cannot be used; `why` is empty if it does not answer. */
export function uselessLine({ shown }: FleetAddress, { limitMs }: Connecting, why: string): string {
  const silence = `no answer within ${limitMs / 1000} s`;
  return `the queue at ${shown} cannot be used: ${why === '' ? silence : why}`;
}
