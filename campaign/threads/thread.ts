/**
 * One long computation in a thread of its own, so that the main thread can hear Ctrl-C meanwhile.
 * From sources and from a build alike.
 */
import { Worker } from 'node:worker_threads';

/** What the thread is started with, as its `workerData`. */
export interface Started {
  /** A job that worker.ts lists. */
  readonly job: string;
  readonly request: unknown;
  /** One 32-bit word: anything but 0 means stop. */
  readonly stop: SharedArrayBuffer;
}

/** What a job is given besides its request, inside of its thread. */
export interface AtWork<JobEvent> {
  readonly shouldStop: () => boolean;
  readonly tell: (event: JobEvent) => void;
}

/** What every thread says last, beside whatever it says before. */
interface LastEvent {
  readonly kind: 'done';
}

export interface UnderWay<Done> {
  /** Rejects if the thread or its listener breaks down. */
  readonly done: Promise<Done>;
  /** Asks for an end soon; what was found until then is still told. */
  readonly stop: () => void;
}

/** Starts a job that worker.ts lists. */
export function inThread<Request, JobEvent extends { readonly kind: string }>(
  job: string,
  request: Request,
  onEvent: (event: Exclude<JobEvent, LastEvent>) => void,
): UnderWay<Extract<JobEvent, LastEvent>> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: Started = { job, request, stop };
  const worker = new Worker(new URL(`./worker.${ending}`, import.meta.url), { workerData });
  const done = new Promise<Extract<JobEvent, LastEvent>>((resolve, reject) => {
    worker.on('message', (event: JobEvent) => {
      if (isLast(event)) return resolve(event);
      try {
        onEvent(event as Exclude<JobEvent, LastEvent>);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        void worker.terminate();
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the ${job} thread ended early, with ${code}`)));
  });
  return { done, stop: () => void Atomics.store(new Int32Array(stop), 0, 1) };
}

function isLast<JobEvent extends { readonly kind: string }>(
  event: JobEvent,
): event is Extract<JobEvent, LastEvent> {
  return event.kind === 'done';
}
