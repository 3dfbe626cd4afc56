/**
 * What the queue says of a campaign. It is read before the ledger, never after it: what a job had
 * done when it was over is in every later look at the ledger. The other way round, a job that ends
 * between the two looks seems to have left a gap that nobody is at.
 */
import type { FailedJob, JobCounts } from './job-queue.ts';
import type { FleetServer } from './server.ts';

export interface QueueState {
  readonly jobs: JobCounts;
  readonly failed: readonly FailedJob[];
  readonly isStopped: boolean;
}

export async function queueState(
  { store, queue: queueOf }: Pick<FleetServer, 'store' | 'queue'>,
  id: string,
): Promise<QueueState> {
  const queue = queueOf(id);
  const jobs = await queue.counts();
  const failed = await queue.failed();
  return { jobs, failed, isStopped: (await store.stopped()).has(id) };
}

/** Whether what is missing will come by itself, as long as there are workers. */
export function isUnderWay({ jobs: { waiting, active }, isStopped }: QueueState): boolean {
  return !isStopped && waiting + active > 0;
}
