/** The thread of the canary: one trial after the other. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { CanaryEvent, CanaryRequest } from './canary-order.ts';
import { evaluateCase } from '../canary-evaluation.ts';
import { SUBJECTS, type Subject } from '../mutant-cases.ts';
import { stopQuestion, type Job } from './thread.ts';

/** A control has so many times fewer runs than a mutant. */
const CONTROL_SHARE = 10;

const job = workerData as Job<CanaryRequest>;
const { request } = job;
const shouldStop = stopQuestion(job);

const startedMs = performance.now();
for (const id of request.ids) {
  if (shouldStop()) break;
  const subject = SUBJECTS.find(({ known }) => known.id === id);
  if (subject === undefined) throw new Error(`there is no mutant ${id}`);
  const row = evaluateCase(subject, { ...request, maxRuns: runsFor(subject), shouldStop });
  if (!shouldStop()) tell({ kind: 'row', row });
}
tell({ kind: 'done', wallMs: performance.now() - startedMs });

/** A mutant dies before its last run, a control never does. */
function runsFor({ known }: Subject): number {
  return known.expected === 'killed' ? request.maxRuns : Math.ceil(request.maxRuns / CONTROL_SHARE);
}

function tell(event: CanaryEvent): void {
  parentPort?.postMessage(event);
}
