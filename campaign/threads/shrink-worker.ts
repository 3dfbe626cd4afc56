/** The thread that shrinks: one long computation, and somebody must hear Ctrl-C. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { DoesNotReproduce } from '../../search/running/determinism.ts';
import { inMacrotask } from '../../adapters/live/macrotask.ts';
import { orderedTarget } from './requested-target.ts';
import { shrinkAgain, type ShrunkAgain } from '../../search/shrinking/shrink-again.ts';
import { shrinkLimits } from './shrink-budget.ts';
import type { ShrinkNews, ShrinkOrder } from './shrink-order.ts';
import { stopQuestion, type Errand } from './thread.ts';

const errand = workerData as Errand<ShrinkOrder>;
const { order } = errand;
const isStopped = stopQuestion(errand);
const { target, close } = await orderedTarget(order);
const news: ShrinkNews = { kind: 'done', shrunk: await inMacrotask(shrunkOrNot) };
close();
parentPort?.postMessage(news);

function shrunkOrNot(): ShrunkAgain | null {
  const limits = shrinkLimits(order.budget, () => performance.now());
  const shouldStop = (): boolean => isStopped() || limits.shouldStop();
  try {
    return shrinkAgain(target, order.finding, { ...limits, shouldStop });
  } catch (error) {
    if (error instanceof DoesNotReproduce) return null;
    throw error;
  }
}
