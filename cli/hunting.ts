/** One hunt from the command line: its thread, its budget of time, its progress, Ctrl-C. */
import { FailedRuns } from '../campaign/findings/failed-runs.ts';
import { huntInThread, type Hunt } from '../campaign/threads/hunt-job.ts';
import { recordRun } from '../search/running/record.ts';
import type { Interrupt } from './interrupt.ts';
import { displayProgress } from './progress-display.ts';
import { seedText } from './quantity.ts';
import { UNLIMITED_RUNS, type TargetPlan } from './run-plan.ts';

export interface Hunted extends Hunt {
  readonly plan: TargetPlan;
  readonly failedRuns: FailedRuns;
}

/** Ends with the budget, with the first find, or with an interrupt; never before its report. */
export async function huntFor(
  plan: TargetPlan,
  out: string,
  interrupt: Interrupt,
  isQuiet: boolean,
): Promise<Hunted> {
  const { entry, request, budgetMs, setting } = plan;
  const failedRuns = new FailedRuns(out, seedText(request.seed), entry.name);
  const maxRuns = request.maxRuns === UNLIMITED_RUNS ? null : request.maxRuns;
  const display = displayProgress({ target: entry.name, budgetMs, maxRuns }, setting, isQuiet);
  const underWay = huntInThread(request, {
    onProgress: (progress) => display.show(progress),
    onFailedRun(run) {
      if (failedRuns.isFull) return;
      const sought = request.sought === null ? null : new Set(request.sought);
      failedRuns.keep(run, recordRun(entry.target, run, sought).trace);
    },
  });
  const timer = budgetMs === null ? undefined : setTimeout(() => underWay.stop(), budgetMs);
  const release = interrupt.onStop(() => {
    display.remark('stopping: a report of what was found follows; Ctrl-C again ends at once');
    underWay.stop();
  });
  try {
    return { plan, ...(await underWay.done), failedRuns };
  } finally {
    release();
    clearTimeout(timer);
    display.close();
  }
}
