/** The entry of every thread: loads the one job that it was started for, and performs it. */
import { parentPort, workerData } from 'node:worker_threads';
import { StepBoard } from './step-board.ts';
import type { AtCommand, Started } from './thread.ts';

type Perform = (request: never, work: AtCommand<unknown, never>) => Promise<void>;

/** Each loads what its job needs and no more; a job that is not listed here cannot be started. */
const JOBS: Readonly<Record<string, () => Promise<Perform>>> = {
  hunt: async () => (await import('./hunt-job.ts')).performHunt,
  chunk: async () => (await import('./chunk-job.ts')).performChunksAsked,
  explore: async () => (await import('./explore-job.ts')).performExplore,
  shrink: async () => (await import('./shrink-job.ts')).performShrink,
  canary: async () => (await import('./canary-job.ts')).performCanary,
  describe: async () => (await import('./describe-job.ts')).performDescribe,
  record: async () => (await import('./record-job.ts')).performRecord,
  play: async () => (await import('./play-job.ts')).performPlay,
  standing: async () => (await import('./standing-job.ts')).performStanding,
};

const { job, request, board } = workerData as Started;
const perform = await JOBS[job]?.();
if (perform === undefined) throw new Error(`there is no job ${job}`);
await perform(request as never, {
  board: new StepBoard(board),
  tell: (event) => parentPort?.postMessage(event),
  hear: (listener) => {
    parentPort?.on('message', (command: unknown) => listener(command as never));
  },
});
