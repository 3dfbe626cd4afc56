/** The thread that hunts: a hunt is one long computation, and somebody must hear Ctrl-C. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { hunt } from '../search/hunt.ts';
import type { HuntProgress } from '../search/tally.ts';
import { registered } from '../targets/registry.ts';
import type { HuntErrand, HuntNews } from './hunt-order.ts';

/** More often than anyone looks, and too seldom to cost anything. */
const PROGRESS_EVERY_MS = 100;

const { order, stop } = workerData as HuntErrand;
const stopped = new Int32Array(stop);
const entry = registered(order.target);
if (entry === undefined) throw new Error(`there is no target ${order.target}`);

const startedMs = performance.now();
let nextProgressMs = 0;
let phase: HuntProgress['phase'] = 'hunting';
const result = hunt(entry.target, {
  ...order,
  sought: order.sought === null ? null : new Set(order.sought),
  shouldStop: () => Atomics.load(stopped, 0) !== 0,
  onProgress(progress) {
    const nowMs = performance.now();
    if (nowMs < nextProgressMs && progress.phase === phase) return;
    nextProgressMs = nowMs + PROGRESS_EVERY_MS;
    phase = progress.phase;
    tell({ kind: 'progress', progress: copyOf(progress) });
  },
  onFailedRun: ({ scenario }) => tell({ kind: 'failedRun', scenario }),
});
tell({
  kind: 'done',
  result: { ...result, progress: copyOf(result.progress) },
  wallMs: performance.now() - startedMs,
});

function tell(news: HuntNews): void {
  parentPort?.postMessage(news);
}

/** The hunt goes on counting in the same object. */
function copyOf(progress: HuntProgress): HuntProgress {
  const { runs, failedRuns, events, simulatedMs, leaders, runsWithLeader } = progress;
  const { splitVotes, faults, found } = progress;
  const counts = { runs, failedRuns, events, simulatedMs, leaders, runsWithLeader };
  return { phase: progress.phase, ...counts, splitVotes, faults, found };
}
