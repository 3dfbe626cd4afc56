/** What a thread does in one round of shrinking a run that stands still. */
import { performance } from 'node:perf_hooks';
import type { Finding, RunSize, SavedRun } from '../../search/finding.ts';
import { findingId } from '../../search/identity.ts';
import { overtakes, owesOrder } from '../../search/overtaking.ts';
import { DoesNotReproduce } from '../../search/running/does-not-reproduce.ts';
import { endsWhere } from '../../search/running/ends-where.ts';
import { recordRun } from '../../search/running/record.ts';
import type { RunUnderWay } from '../../search/running/run-under-way.ts';
import { simplerRuns } from '../../search/shrinking/simpler-runs.ts';
import {
  asMinimal,
  endingIn,
  findingOfStanding,
  NEVER_THROWS,
  trimmed,
  type StandingRun,
  type TrimmedRun,
} from '../../search/shrinking/standing-run.ts';
import { endsAllRuns, type Target } from '../../simulator/target.ts';
import type { Trace } from '../../trace/trace.ts';
import { plainTrace } from './recorded-trace.ts';
import type { TargetRequest } from './requested-target.ts';
import type { AtWork } from './thread.ts';

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

/**
 * To shrinking, a step that takes so many times as long as all before it stands still, but none
 * below the floor: a busy machine makes steps slow, too. In the end the whole limit is waited for.
 */
const TIMES_LONGER = 50;
const FLOOR_MS = 500;

/** A run that is known, and its finding. */
interface Known {
  readonly standing: TrimmedRun;
  readonly finding: Finding;
}

export class StandingRound {
  readonly #target: Target;
  readonly #request: StandingRequest;
  readonly #work: AtWork<StandingEvent>;
  readonly #tried: Set<string>;
  #executions: number;

  constructor(target: Target, request: StandingRequest, work: AtWork<StandingEvent>) {
    this.#target = target;
    this.#request = request;
    this.#work = work;
    this.#tried = new Set(request.tried);
    this.#executions = request.executions;
  }

  /** Null if the target does not come to the request again. Stands still if a simpler run does. */
  perform(): FoundStanding | null {
    const known = this.#knownOrNull();
    if (known === null) return null;
    const { standing, finding } = known;
    const { trace, longestMs } = this.#recorded(standing);
    const found = { finding, trace: plainTrace(trace) };
    this.#work.tell({ kind: 'written', found, best: standing });
    this.#work.board.limitTo(Math.max(FLOOR_MS, TIMES_LONGER * longestMs));
    const isMinimal = this.#request.maxExecutions > 0 && this.#triesAll(standing.run, trace);
    return isMinimal ? { ...found, finding: asMinimal(finding, this.#executions) } : found;
  }

  #knownOrNull(): Known | null {
    try {
      return this.#best();
    } catch (error) {
      if (error instanceof DoesNotReproduce || endsAllRuns(error)) return null;
      throw error;
    }
  }

  /** The promising run, if it tells the same story as the best so far. */
  #best(): Known | null {
    const { best, promising, original } = this.#request;
    const standing = trimmed(this.#target, best);
    if (standing === null) return null;
    const about = { ...this.#request, original: original ?? standing.size };
    const known = { standing, finding: findingOfStanding(this.#target, standing, about) };
    const simpler = promising === null ? null : trimmed(this.#target, promising);
    if (simpler === null || this.#losesOrder(standing, simpler)) return known;
    const finding = findingOfStanding(this.#target, simpler, about);
    return finding.signature === known.finding.signature ? { standing: simpler, finding } : known;
  }

  /** Whether messages overtake each other in the simpler run alone, and the target minds. */
  #losesOrder(standing: TrimmedRun, simpler: TrimmedRun): boolean {
    const traceOf = ({ run, request }: TrimmedRun): Trace =>
      recordRun(endingIn(this.#target, request), run, NEVER_THROWS).trace;
    return overtakes(traceOf(simpler)) && owesOrder(this.#target, traceOf(standing));
  }

  /** With the time between two requests: that is at least what the target took for the first. */
  #recorded({ run, request }: TrimmedRun): { readonly trace: Trace; readonly longestMs: number } {
    let longestMs = 0;
    let beforeMs = performance.now();
    const ending = endsWhere(this.#target, (number) => {
      const nowMs = performance.now();
      longestMs = Math.max(longestMs, nowMs - beforeMs);
      beforeMs = nowMs;
      return number === request;
    });
    const { trace } = recordRun(ending, run, NEVER_THROWS);
    return { trace, longestMs };
  }

  /** Whether all simpler runs were tried, and none stood still. */
  #triesAll(run: SavedRun, trace: Trace): boolean {
    const { nodes, maxExecutions } = this.#request;
    const { board, tell } = this.#work;
    const limits = { maxExecutions, maxStates: 0, shouldStop: () => board.isStopped, nodes };
    let left = maxExecutions;
    for (const simpler of simplerRuns(this.#target, run, trace, limits)) {
      const id = findingId(this.#target.name, 'never-throws', simpler);
      if (this.#tried.has(id)) continue;
      if (left <= 0 || board.isStopped) return false;
      left -= 1;
      this.#executions += 1;
      this.#tried.add(id);
      // Told beforehand: the thread may not come back.
      tell({ kind: 'tries', id });
      this.#attempt(simpler);
    }
    return true;
  }

  /** Comes back only if the run does not stand still. */
  #attempt(run: SavedRun): void {
    try {
      recordRun(this.#target, run, NEVER_THROWS);
    } catch (error) {
      if (!endsAllRuns(error)) throw error;
    }
  }
}
