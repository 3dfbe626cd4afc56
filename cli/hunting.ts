/** One hunt from the command line: its threads, its budget of time, its progress, Ctrl-C. */
import { performance } from 'node:perf_hooks';
import type { FailedRuns } from '../campaign/findings/failed-runs.ts';
import type { ResumableState } from '../campaign/ledger/ledger.ts';
import { cpuClock } from '../campaign/threads/cpu-clock.ts';
import type { Hunt, HuntListener, ShrunkFailure } from '../campaign/threads/hunt-request.ts';
import type { ShrinkBudget } from '../campaign/threads/shrink-budget.ts';
import type { UnderWay } from '../campaign/threads/thread.ts';
import { huntInThreads } from '../campaign/threads/hunting-threads.ts';
import type { PartOfCampaign } from '../search/hunting/outcome.ts';
import type { Announced } from './announced.ts';
import { ExitCode } from './exit-code.ts';
import { failureOf } from './failure.ts';
import type { Interrupt } from './interrupt.ts';
import { displayProgress, type ProgressDisplay } from './progress-display.ts';
import { UNLIMITED_RUNS, type TargetPlan } from './run-plan.ts';

/** What shrinking may take after the end of a budget of time, if `--shrink-budget` says nothing. */
const SHRINK_PATIENCE_MS = 30_000;

export interface Hunted extends Hunt, Spent {
  /** The error of whitewater itself that ended it; null if there was none. */
  readonly brokeDown: Error | null;
  /** Hunting in this stretch: neither the start of threads nor shrinking. */
  readonly huntedMs: number;
  /** Processor time of all stretches; absent if one of them is only known from a record. */
  readonly cpuMs?: number;
  /** Whether its budget of time ended it. */
  readonly isTimeUp: boolean;
  /** Whether it was asked to end before its time. */
  readonly isInterrupted: boolean;
  /** How much of it has come in, if others perform it and are not done. Default: all. */
  readonly part?: PartOfCampaign | null;
  readonly plan: TargetPlan;
  readonly failedRuns: FailedRuns;
}

/** Where a hunt takes place. */
export interface HuntSetting {
  readonly stepLimitMs: number;
  /** Null if nothing of it is written down. */
  readonly campaign: HuntKeeper | null;
  readonly failedRuns: FailedRuns;
  readonly announced: Announced;
  readonly isQuiet: boolean;
}

/** Writes down how far hunts have come. */
export interface HuntKeeper {
  note(plan: TargetPlan, state: () => ResumableState, spent: () => Spent): void;
}

/** Time that a hunt has taken, in all of its stretches and in all sessions of a campaign. */
export interface Spent {
  /** With shrinking. */
  readonly wallMs: number;
  /** How much of that went into shrinking. */
  readonly shrinkingMs: number;
  /** Without that, and without what begins anew: what is used of a longer budget. */
  readonly usedMs: number;
  /** With what begins anew: no budget up to here has any time left. */
  readonly reachedMs: number;
}

/** How far a hunt goes now, and what it goes on from. */
export interface Stretch {
  /** Those of earlier stretches included. */
  readonly maxRuns: number;
  /** Of this stretch alone; null without a limit. */
  readonly budgetMs: number | null;
  readonly before: Hunted | null;
  /** Whether its setting was said already, by an earlier stretch. */
  readonly isTold: boolean;
}

const STOPPING = 'stopping: a report of what was found follows; Ctrl-C again ends at once';

/** Ends with its stretch, with enough finds, or with an interrupt; never before its report. */
export async function huntFor(
  plan: TargetPlan,
  stretch: Stretch,
  setting: HuntSetting,
  interrupt: Interrupt,
): Promise<Hunted> {
  const { maxRuns, budgetMs, before } = stretch;
  const { failedRuns, stepLimitMs } = setting;
  const going = { maxRuns, from: before?.resumable, shrunk: before ?? undefined };
  const clock = new HuntingClock();
  const cpuMs = cpuClock();
  const display = displayFor(plan, stretch, setting.isQuiet);
  const listener = listenerOf(stretch, plan, setting, { clock, display });
  const underWay = huntInThreads({ stepLimitMs, ...plan.request, ...going }, listener);
  const ending = atEndOf(budgetMs, patienceMs(plan.request.shrinkBudget), underWay, clock);
  const release = interrupt.onStop(stopping(display, underWay));
  const ended = (hunt: Hunt, brokeDown: Error | null): Hunted => {
    clock.end();
    const { isTimeUp } = ending;
    const isInterrupted = interrupt.hasStopped;
    // A timer may fire a little early.
    const huntedMs = isTimeUp ? Math.max(budgetMs ?? 0, clock.ms) : clock.ms;
    const spent = spentIn(before, { ...hunt, huntedMs });
    const failures = isInterrupted ? hunt.failures : hunt.failures.map(shrunkToItsEnd);
    const how = { brokeDown, isTimeUp, isInterrupted };
    const kept = { ...hunt, failures, plan, failedRuns, ...how, huntedMs };
    const learned = [...(before?.learned ?? []), ...hunt.learned];
    return { ...kept, learned, ...spent, ...costOf(before, cpuMs()) };
  };
  try {
    return ended(await underWay.done, null);
  } catch (error) {
    return ended(underWay.soFar(), breakdownOf(error));
  } finally {
    release();
    ending.clear();
    display.close();
  }
}

/** The end of the time for shrinking is the end that was asked for; an interrupt is none. */
function shrunkToItsEnd({ failure, findings }: ShrunkFailure): ShrunkFailure {
  return { failure, findings };
}

/** Time of hunting alone, on a clock that only goes forwards. */
class HuntingClock {
  #startedMs: number | null = null;
  #endedMs: number | null = null;
  #onBegin: () => void = () => undefined;

  /** Threads are there: what they took to start is charged to nobody. */
  begin(): void {
    if (this.#startedMs !== null) return;
    this.#startedMs = performance.now();
    this.#onBegin();
  }

  end(): void {
    this.#endedMs ??= performance.now();
  }

  onBegin(work: () => void): void {
    this.#onBegin = work;
  }

  get ms(): number {
    return this.#startedMs === null ? 0 : (this.#endedMs ?? performance.now()) - this.#startedMs;
  }
}

const NOTHING_SPENT: Spent = { wallMs: 0, shrinkingMs: 0, usedMs: 0, reachedMs: 0 };

type Stint = Pick<Hunted, 'wallMs' | 'huntedMs' | 'lostMs'>;

function spentIn(before: Spent | null, { wallMs, huntedMs, lostMs }: Stint): Spent {
  const { usedMs, reachedMs, ...sum } = before ?? NOTHING_SPENT;
  return {
    wallMs: sum.wallMs + wallMs,
    shrinkingMs: sum.shrinkingMs + Math.max(0, wallMs - huntedMs),
    usedMs: usedMs + Math.max(0, huntedMs - lostMs),
    reachedMs: reachedMs + huntedMs,
  };
}

function costOf(before: Hunted | null, cpuMs: number): Pick<Hunted, 'cpuMs'> {
  if (before === null) return { cpuMs };
  return before.cpuMs === undefined ? {} : { cpuMs: cpuMs + before.cpuMs };
}

/** Whom the events of a hunt concern. */
interface Concerned {
  readonly clock: HuntingClock;
  readonly display: ProgressDisplay;
}

function listenerOf(
  { before }: Stretch,
  plan: TargetPlan,
  { campaign, failedRuns, announced }: HuntSetting,
  { clock, display }: Concerned,
): HuntListener {
  return {
    onBegan: () => clock.begin(),
    onProgress(progress) {
      if (progress.phase === 'shrinking') clock.end();
      display.show(progress);
    },
    onFailure: (failure) => announced.keep(failure),
    onFailedRun: (run, trace) => failedRuns.keep(run, trace),
    onLedger(state, lostMs) {
      const { ms } = clock;
      const spent = (): Spent => spentIn(before, { wallMs: ms, huntedMs: ms, lostMs: lostMs() });
      campaign?.note(plan, state, spent);
    },
    onRemark: (line) => display.remark(line),
  };
}

function stopping(display: ProgressDisplay, { stop }: Pick<UnderWay<Hunt>, 'stop'>): () => void {
  return () => {
    display.remark(STOPPING);
    stop();
  };
}

function displayFor(
  { entry, setting }: TargetPlan,
  { budgetMs, maxRuns, isTold }: Stretch,
  isQuiet: boolean,
): ProgressDisplay {
  const runs = maxRuns >= UNLIMITED_RUNS ? null : maxRuns;
  const at = { target: entry.name, budgetMs, maxRuns: runs };
  return displayProgress(at, setting, isQuiet, isTold);
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

/** What ends a hunt by time. */
interface Ending {
  readonly isTimeUp: boolean;
  clear(): void;
}

/**
 * When the time is over, nothing new is begun; what was met is shrunk for as long as this. The time
 * runs from the first chunk on.
 */
function atEndOf(
  budgetMs: number | null,
  patience: number | null,
  underWay: Pick<UnderWay<Hunt>, 'windDown' | 'stop'>,
  clock: HuntingClock,
): Ending {
  let [timer, last]: NodeJS.Timeout[] = [];
  let isTimeUp = false;
  const timeIsUp = (): void => {
    isTimeUp = true;
    underWay.windDown();
    if (patience !== null) last = setTimeout(underWay.stop, patience);
  };
  if (budgetMs === 0) timeIsUp();
  else if (budgetMs !== null) clock.onBegin(() => (timer = setTimeout(timeIsUp, budgetMs)));
  return {
    get isTimeUp() {
      return isTimeUp;
    },
    clear() {
      clearTimeout(timer);
      clearTimeout(last);
    },
  };
}
