/** The thread that shrinks: one long computation, and somebody must hear Ctrl-C. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { DoesNotReproduce } from '../../search/running/determinism.ts';
import { inMacrotask } from '../../adapters/live/macrotask.ts';
import { requestedTarget } from './requested-target.ts';
import { shrinkAgain, type ShrunkAgain } from '../../search/shrinking/shrink-again.ts';
import { stoppedBy } from '../../search/shrinking/shrink-limits.ts';
import { shrinkLimits } from './shrink-budget.ts';
import type { ShrinkEvent, ShrinkRequest } from './shrink-order.ts';
import { stopQuestion, type Job } from './thread.ts';

const job = workerData as Job<ShrinkRequest>;
const { request } = job;
const isStopped = stopQuestion(job);
const { target, close } = await requestedTarget(request);
const event: ShrinkEvent = { kind: 'done', shrunk: await inMacrotask(shrunkOrNot) };
close();
parentPort?.postMessage(event);

function shrunkOrNot(): ShrunkAgain | null {
  const limits = shrinkLimits(request.budget, () => performance.now());
  try {
    return shrinkAgain(target, request.finding, stoppedBy(limits, isStopped));
  } catch (error) {
    if (error instanceof DoesNotReproduce) return null;
    throw error;
  }
}
