/** The entry of every thread: loads the one job that it was started for, and performs it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { AtWork, Started } from './thread.ts';

/** Each loads what its job needs and no more; a job that is not listed here cannot be started. */
const JOBS: Readonly<Record<string, () => Promise<Perform>>> = {
  hunt: async () => (await import('./hunt-job.ts')).performHunt as Perform,
  explore: async () => (await import('./explore-job.ts')).performExplore as Perform,
  shrink: async () => (await import('./shrink-job.ts')).performShrink as Perform,
  canary: async () => (await import('./canary-job.ts')).performCanary as Perform,
};

type Perform = (request: unknown, work: AtWork<unknown>) => Promise<void>;

const { job, request, stop } = workerData as Started;
const word = new Int32Array(stop);
const perform = await JOBS[job]?.();
if (perform === undefined) throw new Error(`there is no job ${job}`);
await perform(request, {
  shouldStop: () => Atomics.load(word, 0) !== 0,
  tell: (event) => parentPort?.postMessage(event),
});
