/** The thread that hunts: a hunt is one long computation, and somebody must hear Ctrl-C. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { HuntOptions } from '../../search/hunting/hunt-options.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import { inMacrotask } from '../../adapters/live/macrotask.ts';
import { shrinkLimits } from './shrink-budget.ts';
import type { HuntNews, HuntOrder } from './hunt-order.ts';
import { orderedTarget } from './requested-target.ts';
import { stopQuestion, type Errand } from './thread.ts';

/** More often than anyone looks, and too seldom to cost anything. */
const PROGRESS_EVERY_MS = 100;

const errand = workerData as Errand<HuntOrder>;
const { order } = errand;
const { target, close } = await orderedTarget(order);

const startedMs = performance.now();
let nextProgressMs = 0;
let phase: HuntProgress['phase'] = 'hunting';
const options: HuntOptions = {
  ...order,
  sought: order.sought === null ? null : new Set(order.sought),
  shouldStop: stopQuestion(errand),
  shrinkLimits: () => shrinkLimits(order.shrinkBudget, () => performance.now()),
  onProgress(progress) {
    const nowMs = performance.now();
    if (nowMs < nextProgressMs && progress.phase === phase) return;
    nextProgressMs = nowMs + PROGRESS_EVERY_MS;
    phase = progress.phase;
    tell({ kind: 'progress', progress: copyOf(progress) });
  },
  onFailedRun: (run) => tell({ kind: 'failedRun', run }),
};
const result = await inMacrotask(() => hunt(target, options));
close();
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
  const { phase, runs, adversarialRuns, decisions, failedRuns, events, simulatedMs } = progress;
  const { leaders, runsWithLeader, splitVotes, faults, found } = progress;
  const work = { runs, adversarialRuns, decisions, failedRuns, events, simulatedMs };
  return { phase, ...work, leaders, runsWithLeader, splitVotes, faults, found };
}
