/** One hunt from the command line: its thread, its budget of time, its progress, Ctrl-C. */
import { FailedRuns } from '../campaign/findings/failed-runs.ts';
import type { LedgerState } from '../campaign/ledger/ledger.ts';
import type { Hunt } from '../campaign/threads/hunt-request.ts';
import { huntInThreads } from '../campaign/threads/hunting-threads.ts';
import { ExitCode } from './exit-code.ts';
import { failureOf } from './failure.ts';
import type { Interrupt } from './interrupt.ts';
import { displayProgress, type ProgressDisplay } from './progress-display.ts';
import { seedText } from './quantity.ts';
import { UNLIMITED_RUNS, type TargetPlan } from './run-plan.ts';

/** What shrinking may take beyond a budget that the user has not typed. */
const SHRINK_PATIENCE_MS = 30_000;

export interface Hunted extends Hunt {
  /** The error of whitewater itself that ended it; null if there was none. */
  readonly brokeDown: Error | null;
  readonly plan: TargetPlan;
  readonly failedRuns: FailedRuns;
}

/** Where a hunt takes place. */
export interface HuntSetting {
  readonly out: string;
  readonly stepLimitMs: number;
  /** Null if nothing of it is written down. */
  readonly campaign: HuntKeeper | null;
}

/** Writes down how far hunts have come. */
export interface HuntKeeper {
  stateOf(plan: TargetPlan): LedgerState | undefined;
  note(plan: TargetPlan, state: () => LedgerState): void;
}

/** Ends with the budget, with the first find, or with an interrupt; never before its report. */
export async function huntFor(
  plan: TargetPlan,
  { out, stepLimitMs, campaign }: HuntSetting,
  interrupt: Interrupt,
  isQuiet: boolean,
): Promise<Hunted> {
  const { entry, request, budgetMs, isBudgetTyped } = plan;
  const watched = { stepLimitMs, ...request, from: campaign?.stateOf(plan) };
  let isShrinking = false;
  const failedRuns = new FailedRuns(out, seedText(request.seed), entry.name);
  const display = displayFor(plan, isQuiet);
  const underWay = huntInThreads(watched, {
    onProgress(progress) {
      isShrinking = progress.phase === 'shrinking';
      display.show(progress);
    },
    onFailedRun: (run, trace) => failedRuns.keep(run, trace),
    onLedger: (state) => campaign?.note(plan, state),
    onRemark: (line) => display.remark(line),
  });
  const endTimers = atEndOf(budgetMs, () => {
    // What a budget that was typed is for includes shrinking, once that has begun.
    if (isBudgetTyped && isShrinking) return void underWay.stop();
    underWay.windDown();
    return underWay.stop;
  });
  const release = interrupt.onStop(() => {
    display.remark('stopping: a report of what was found follows; Ctrl-C again ends at once');
    underWay.stop();
  });
  try {
    return { plan, ...(await underWay.done), failedRuns, brokeDown: null };
  } catch (error) {
    return { plan, ...underWay.soFar(), failedRuns, brokeDown: breakdownOf(error) };
  } finally {
    release();
    endTimers();
    display.close();
  }
}

function displayFor(plan: TargetPlan, isQuiet: boolean): ProgressDisplay {
  const { entry, request, budgetMs, setting } = plan;
  const maxRuns = request.maxRuns === UNLIMITED_RUNS ? null : request.maxRuns;
  return displayProgress({ target: entry.name, budgetMs, maxRuns }, setting, isQuiet);
}

/** Throws what the user can mend. */
function breakdownOf(error: unknown): Error {
  if (!(error instanceof Error) || failureOf(error).exitCode !== ExitCode.harness) throw error;
  return error;
}

/** Calls `end` when the time is over, and later what it returned. Returns how to cancel. */
function atEndOf(budgetMs: number | null, end: () => (() => void) | void): () => void {
  let patience: NodeJS.Timeout | undefined;
  const start = (): void => {
    const later = end();
    if (later !== undefined) patience = setTimeout(later, SHRINK_PATIENCE_MS);
  };
  const timer = budgetMs === null ? undefined : setTimeout(start, budgetMs);
  return () => {
    clearTimeout(timer);
    clearTimeout(patience);
  };
}
