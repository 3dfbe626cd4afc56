/** The thread that hunts: a hunt is one long computation, and somebody must hear Ctrl-C. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { HuntOptions } from '../../search/hunting/hunt-options.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { stoppedBy } from '../../search/shrinking/shrink-limits.ts';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import { inMacrotask } from '../../adapters/live/macrotask.ts';
import { shrinkLimits } from './shrink-budget.ts';
import type { HuntEvent, HuntRequest } from './hunt-order.ts';
import { requestedTarget } from './requested-target.ts';
import { stopQuestion, type Job } from './thread.ts';

/** More often than anyone looks, and too seldom to cost anything. */
const PROGRESS_EVERY_MS = 100;

const job = workerData as Job<HuntRequest>;
const { request } = job;
const { target, close } = await requestedTarget(request);

const isStopped = stopQuestion(job);
const startedMs = performance.now();
let nextProgressMs = 0;
let phase: HuntProgress['phase'] = 'hunting';
const options: HuntOptions = {
  ...request,
  sought: request.sought === null ? null : new Set(request.sought),
  shouldStop: isStopped,
  shrinkLimits() {
    const { shrinkBudget, nodesAskedFor } = request;
    return stoppedBy(
      shrinkLimits(shrinkBudget, () => performance.now(), nodesAskedFor),
      isStopped,
    );
  },
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

function tell(event: HuntEvent): void {
  parentPort?.postMessage(event);
}

/** The hunt goes on counting in the same object. */
function copyOf(progress: HuntProgress): HuntProgress {
  const { phase, runs, adversarialRuns, decisions, failedRuns, events, simulatedMs } = progress;
  const { leaders, runsWithLeader, splitVotes, faults, found } = progress;
  const work = { runs, adversarialRuns, decisions, failedRuns, events, simulatedMs };
  return { phase, ...work, leaders, runsWithLeader, splitVotes, faults, found };
}
