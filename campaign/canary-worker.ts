/** The thread of the canary: one trial after the other. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { CanaryNews, CanaryOrder } from './canary-order.ts';
import { tryOne } from './canary-trial.ts';
import { SUBJECTS } from './specimens.ts';
import { stopQuestion, type Errand } from './thread.ts';

const errand = workerData as Errand<CanaryOrder>;
const { order } = errand;
const shouldStop = stopQuestion(errand);

const startedMs = performance.now();
for (const id of order.ids) {
  if (shouldStop()) break;
  const subject = SUBJECTS.find(({ known }) => known.id === id);
  if (subject === undefined) throw new Error(`there is no mutant ${id}`);
  const row = tryOne(subject, { ...order, shouldStop });
  if (!shouldStop()) tell({ kind: 'row', row });
}
tell({ kind: 'done', wallMs: performance.now() - startedMs });

function tell(news: CanaryNews): void {
  parentPort?.postMessage(news);
}
