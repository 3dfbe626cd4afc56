/** The thread of the canary: one trial after the other. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { CanaryNews, CanaryOrder } from './canary-order.ts';
import { tryOne } from '../canary-evaluation.ts';
import { SUBJECTS, type Subject } from '../mutant-cases.ts';
import { stopQuestion, type Errand } from './thread.ts';

/** A control has so many times fewer runs than a mutant. */
const CONTROL_SHARE = 10;

const errand = workerData as Errand<CanaryOrder>;
const { order } = errand;
const shouldStop = stopQuestion(errand);

const startedMs = performance.now();
for (const id of order.ids) {
  if (shouldStop()) break;
  const subject = SUBJECTS.find(({ known }) => known.id === id);
  if (subject === undefined) throw new Error(`there is no mutant ${id}`);
  const row = tryOne(subject, { ...order, maxRuns: runsFor(subject), shouldStop });
  if (!shouldStop()) tell({ kind: 'row', row });
}
tell({ kind: 'done', wallMs: performance.now() - startedMs });

/** A mutant dies before its last run, a control never does. */
function runsFor({ known }: Subject): number {
  return known.expected === 'killed' ? order.maxRuns : Math.ceil(order.maxRuns / CONTROL_SHARE);
}

function tell(news: CanaryNews): void {
  parentPort?.postMessage(news);
}
