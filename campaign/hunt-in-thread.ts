/** Starts the hunting thread, listens to it, and can ask it to stop. */
import { Worker } from 'node:worker_threads';
import type { Scenario } from '../faults/scenario.ts';
import type { HuntProgress } from '../search/tally.ts';
import type { Hunt, HuntErrand, HuntNews, HuntOrder } from './hunt-order.ts';

export interface HuntListener {
  onProgress(progress: HuntProgress): void;
  /** A run that failed, before shrinking. */
  onFailedRun(scenario: Scenario): void;
}

export interface HuntUnderWay {
  /** Rejects if the hunt or its listener breaks down; the sins of targets are in the result. */
  readonly hunt: Promise<Hunt>;
  /** Asks for an end after the run under way; what was found is still shrunk. */
  stop(): void;
}

/** From sources and from a build alike. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './hunt-worker.ts' : './hunt-worker.js',
  import.meta.url,
);

export function huntInThread(order: HuntOrder, listener: HuntListener): HuntUnderWay {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: HuntErrand = { order, stop };
  const worker = new Worker(WORKER, { workerData });
  const hunt = new Promise<Hunt>((resolve, reject) => {
    worker.on('message', (news: HuntNews) => {
      if (news.kind === 'done') return resolve(news);
      try {
        if (news.kind === 'progress') listener.onProgress(news.progress);
        else listener.onFailedRun(news.scenario);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        void worker.terminate();
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the hunting thread ended early, with ${code}`)));
  });
  return { hunt, stop: () => void Atomics.store(new Int32Array(stop), 0, 1) };
}
