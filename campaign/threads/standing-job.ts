/**
 * One round of shrinking a run that stands still, in a thread of its own. First the run is written
 * down, up to the standstill and without it. Then simpler runs are performed, with all that they
 * do: the first that stands still as well ends the thread, and is what the next round begins with.
 */
import type { Finding, RunSize } from '../../search/finding.ts';
import type { RunUnderWay } from '../../search/running/run-under-way.ts';
import type { StandingRun } from '../../search/shrinking/standing-run.ts';
import type { Trace } from '../../trace/trace.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import { inThread, type AtWork, type Ended, type UnderWay } from './thread.ts';

export interface StandingRequest extends TargetRequest {
  readonly best: StandingRun<RunUnderWay>;
  /** A simpler run that stood still: it is the best now, if it tells the same story. */
  readonly promising: StandingRun<RunUnderWay> | null;
  readonly foundBy: Finding['foundBy'];
  /** Null: that of the best. */
  readonly original: RunSize | null;
  /** Ids of the runs that were tried. */
  readonly tried: readonly string[];
  /** Runs that shrinking took so far, and how many more it may take. */
  readonly executions: number;
  readonly maxExecutions: number;
  /** Cluster sizes that were asked for; null: any. */
  readonly nodes: readonly number[] | null;
}

/** A standstill as a finding, and the trace of its run. */
export interface FoundStanding {
  readonly finding: Finding;
  readonly trace: Trace;
}

export type StandingEvent =
  /** What there is if the thread is ended now; `best` is its run. */
  | { readonly kind: 'written'; readonly found: FoundStanding; readonly best: StandingRun }
  /** A simpler run is about to be performed. */
  | { readonly kind: 'tries'; readonly id: string }
  /** Null if the target does not come to the request again. */
  | { readonly kind: 'done'; readonly found: FoundStanding | null };

export type StandingDone = Extract<StandingEvent, { readonly kind: 'done' }>;

export function standingInThread(
  request: StandingRequest,
  onEvent: (event: Exclude<StandingEvent, StandingDone>) => void,
): UnderWay<Ended<StandingDone>> {
  return inThread<StandingEvent>('standing', request, onEvent);
}

/** The other end, in the thread. */
export async function performStanding(
  request: StandingRequest,
  { board, tell }: AtWork<StandingEvent>,
): Promise<void> {
  const [{ inMacrotask }, { StandingRound }] = await Promise.all([
    import('../../adapters/live/macrotask.ts'),
    import('./standing-round.ts'),
  ]);
  const { target, close } = await requestedTarget(request, board);
  const found = await inMacrotask(() => {
    return new StandingRound(target, request, { board, tell }).perform();
  });
  close();
  tell({ kind: 'done', found });
}
