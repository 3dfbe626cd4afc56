/** One hunt from the command line: its threads, its budget of time, its progress, Ctrl-C. */
import { performance } from 'node:perf_hooks';
import type { FailedRuns } from '../campaign/findings/failed-runs.ts';
import type { LedgerState } from '../campaign/ledger/ledger.ts';
import type { Hunt } from '../campaign/threads/hunt-request.ts';
import type { ShrinkBudget } from '../campaign/threads/shrink-budget.ts';
import type { UnderWay } from '../campaign/threads/thread.ts';
import { huntInThreads } from '../campaign/threads/hunting-threads.ts';
import { ExitCode } from './exit-code.ts';
import { failureOf } from './failure.ts';
import type { Interrupt } from './interrupt.ts';
import { displayProgress, type ProgressDisplay } from './progress-display.ts';
import { UNLIMITED_RUNS, type TargetPlan } from './run-plan.ts';

/** What shrinking may take after the end of a budget of time, if `--shrink-budget` says nothing. */
const SHRINK_PATIENCE_MS = 30_000;

export interface Hunted extends Hunt {
  /** The error of whitewater itself that ended it; null if there was none. */
  readonly brokeDown: Error | null;
  /** How long it took, without shrinking, and with the start of its threads. */
  readonly huntedMs: number;
  readonly plan: TargetPlan;
  readonly failedRuns: FailedRuns;
}

/** Where a hunt takes place. */
export interface HuntSetting {
  readonly stepLimitMs: number;
  /** Null if nothing of it is written down. */
  readonly campaign: HuntKeeper | null;
  readonly failedRuns: FailedRuns;
  readonly isQuiet: boolean;
}

/** Writes down how far hunts have come. */
export interface HuntKeeper {
  stateOf(plan: TargetPlan): LedgerState | undefined;
  note(plan: TargetPlan, state: () => LedgerState): void;
}

/** How far a hunt goes now, and what it goes on from. */
export interface Stretch {
  /** Those of earlier stretches included. */
  readonly maxRuns: number;
  /** Of this stretch alone; null without a limit. */
  readonly budgetMs: number | null;
  readonly before: Hunted | null;
}

const STOPPING = 'stopping: a report of what was found follows; Ctrl-C again ends at once';

/** Ends with its stretch, with enough finds, or with an interrupt; never before its report. */
export async function huntFor(
  plan: TargetPlan,
  stretch: Stretch,
  { stepLimitMs, campaign, failedRuns, isQuiet }: HuntSetting,
  interrupt: Interrupt,
): Promise<Hunted> {
  const { maxRuns, budgetMs, before } = stretch;
  const from = before?.resumable ?? campaign?.stateOf(plan);
  const going = { maxRuns, from, shrunk: before ?? undefined };
  const sinceMs = stopwatch();
  let huntedMs: number | null = null;
  const display = displayFor(plan, budgetMs, maxRuns, isQuiet);
  const underWay = huntInThreads(
    { stepLimitMs, ...plan.request, ...going },
    {
      onProgress(progress) {
        if (progress.phase === 'shrinking') huntedMs ??= sinceMs();
        display.show(progress);
      },
      onFailedRun: (run, trace) => failedRuns.keep(run, trace),
      onLedger: (state) => campaign?.note(plan, state),
      onRemark: (line) => display.remark(line),
    },
  );
  const endTimers = atEndOf(budgetMs, patienceMs(plan.request.shrinkBudget), underWay);
  const release = interrupt.onStop(stopping(display, underWay));
  const ended = (hunt: Hunt, brokeDown: Error | null): Hunted => {
    const clock = { wallMs: hunt.wallMs + (before?.wallMs ?? 0), huntedMs: huntedMs ?? sinceMs() };
    return { ...hunt, ...clock, plan, failedRuns, brokeDown };
  };
  try {
    return ended(await underWay.done, null);
  } catch (error) {
    return ended(underWay.soFar(), breakdownOf(error));
  } finally {
    release();
    endTimers();
    display.close();
  }
}

function stopping(display: ProgressDisplay, { stop }: Pick<UnderWay<Hunt>, 'stop'>): () => void {
  return () => {
    display.remark(STOPPING);
    stop();
  };
}

/** On a clock that only goes forwards. */
function stopwatch(): () => number {
  const startedMs = performance.now();
  return () => performance.now() - startedMs;
}

function displayFor(
  { entry, setting }: TargetPlan,
  budgetMs: number | null,
  maxRuns: number,
  isQuiet: boolean,
): ProgressDisplay {
  const runs = maxRuns >= UNLIMITED_RUNS ? null : maxRuns;
  return displayProgress({ target: entry.name, budgetMs, maxRuns: runs }, setting, isQuiet);
}

/** Throws what the user can mend. */
function breakdownOf(error: unknown): Error {
  if (!(error instanceof Error) || failureOf(error).exitCode !== ExitCode.harness) throw error;
  return error;
}

/** Null for a budget of runs: those end by themselves. */
function patienceMs({ ms, executions }: ShrinkBudget): number | null {
  return ms ?? (executions === null ? SHRINK_PATIENCE_MS : null);
}

/** When the time is over, nothing new is begun; what was met is shrunk for as long as this. */
function atEndOf(
  budgetMs: number | null,
  patience: number | null,
  underWay: Pick<UnderWay<Hunt>, 'windDown' | 'stop'>,
): () => void {
  if (budgetMs === null) return () => undefined;
  let last: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    underWay.windDown();
    if (patience !== null) last = setTimeout(underWay.stop, patience);
  }, budgetMs);
  return () => {
    clearTimeout(timer);
    clearTimeout(last);
  };
}
