/** A hunt in a thread of its own: its request, its reports, and both ends of the thread. */
import { performance } from 'node:perf_hooks';
import type { ActionKind } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { SearchFault } from '../../search/exploring/bounds.ts';
import type { SavedRun } from '../../search/finding.ts';
import type { HuntingEngine, HuntOptions, HuntResult } from '../../search/hunting/hunt-options.ts';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import type { Timing } from '../../simulator/target.ts';
import { noFaults } from '../../trace/fault-counts.ts';
import type { Trace } from '../../trace/trace.ts';
import { LOGS_KEPT } from '../findings/failed-runs.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import { shrinkLimits, type ShrinkBudget } from './shrink-budget.ts';
import { StandingHunt } from './standing-hunt.ts';
import type { StoodStill } from './stood-still.ts';
import { inThread, type AtWork, type UnderWay } from './thread.ts';

export interface HuntRequest extends TargetRequest {
  readonly seed: number;
  readonly engines: readonly HuntingEngine[];
  readonly maxRuns: number;
  readonly nodes: readonly number[];
  /** The cluster sizes that shrunk runs keep to, because they were asked for; null: any. */
  readonly nodesAskedFor: readonly number[] | null;
  /** Null: any property. */
  readonly sought: readonly PropertyId[] | null;
  readonly faults: readonly ActionKind[];
  readonly searchFaults: readonly SearchFault[];
  readonly timing: Timing;
  readonly maxFindings: number;
  readonly maxActions: number;
  readonly shrinkBudget: ShrinkBudget;
}

/** A hunt that is over. */
export interface Hunt {
  readonly result: HuntResult;
  /** How long it took, without the start of its thread. */
  readonly wallMs: number;
  /**
   * What ended it before its time, and is no finding: code of the target that did not come back,
   * outside of all runs, or in one that does not come there again.
   */
  readonly stoodStill: StoodStill | null;
  /** Of the runs of findings, by id; one that was interrupted is missing. */
  readonly traces: ReadonlyMap<string, Trace>;
}

/** What the hunting thread says. */
export type HuntEvent =
  | { readonly kind: 'progress'; readonly soFar: HuntResult; readonly wallMs: number }
  | { readonly kind: 'failedRun'; readonly run: SavedRun; readonly trace: Trace }
  | { readonly kind: 'found'; readonly id: string; readonly trace: Trace }
  | ({ readonly kind: 'done' } & HuntedUntilNow);

type HuntedUntilNow = Pick<Hunt, 'result' | 'wallMs'>;

export interface HuntListener {
  onProgress(progress: HuntProgress): void;
  /** A run that failed, before shrinking. */
  onFailedRun(run: SavedRun, trace: Trace): void;
}

/**
 * Asked to wind down, it ends after the run under way, and what was found is still shrunk; asked to
 * stop, it ends within a second, with all that was found until then.
 */
export function huntInThread(
  request: HuntRequest,
  listener: HuntListener,
): UnderWay<Hunt> & { readonly soFar: () => Hunt } {
  const traces = new Map<string, Trace>();
  let latest: HuntedUntilNow = { result: NOTHING_HUNTED, wallMs: 0 };
  const underWay = inThread<HuntEvent>('hunt', request, (event) => {
    switch (event.kind) {
      case 'failedRun':
        return listener.onFailedRun(event.run, event.trace);
      case 'found':
        return void traces.set(event.id, event.trace);
      case 'progress':
        latest = { result: event.soFar, wallMs: event.wallMs };
        return listener.onProgress(event.soFar.progress);
    }
  });
  const standing = new StandingHunt(request);
  const startedMs = performance.now();
  const done = underWay.done.then(async (ended): Promise<Hunt> => {
    if (ended.kind === 'done') return { ...ended, traces, stoodStill: null };
    if (ended.kind === 'cutShort') return { ...latest, traces, stoodStill: null };
    const { result } = latest;
    listener.onProgress({ ...result.progress, phase: 'shrinking' });
    const { found, ...stood } = await standing.broughtHome(result, ended);
    if (found !== null) traces.set(found.finding.id, found.trace);
    return { ...stood, traces, wallMs: performance.now() - startedMs };
  });
  const stop = (): void => {
    underWay.stop();
    standing.stop();
  };
  const soFar = (): Hunt => ({ ...latest, traces, stoodStill: null });
  return { ...underWay, stop, done, soFar };
}

/** What a hunt has that is over before its first run is. */
const NOTHING_HUNTED: HuntResult = {
  outcome: { kind: 'inconclusive', reason: { kind: 'nothingRun' } },
  progress: {
    phase: 'hunting',
    runs: 0,
    adversarialRuns: 0,
    decisions: 0,
    failedRuns: 0,
    events: 0,
    simulatedMs: 0,
    leaders: 0,
    runsWithLeader: 0,
    splitVotes: 0,
    faults: 0,
    found: 0,
  },
  inconclusiveRuns: 0,
  exercised: {},
  faultCounts: noFaults(),
  firstFind: null,
  findings: [],
  broken: [],
  brokenRuns: {},
  rechecked: 0,
  diverged: 0,
};

/** The other end, in the thread. */
export async function performHunt(request: HuntRequest, work: AtWork<HuntEvent>): Promise<void> {
  const [{ hunt }, { inMacrotask }, { recordRun }, traces] = await Promise.all([
    import('../../search/hunting/hunt.ts'),
    import('../../adapters/live/macrotask.ts'),
    import('../../search/running/record.ts'),
    import('./recorded-trace.ts'),
  ]);
  const { board, tell } = work;
  const { target, close } = await requestedTarget(request, board);
  const reports = new Reports(tell);
  const sought = request.sought === null ? null : new Set(request.sought);
  let logs = 0;
  let found = 0;
  const options: HuntOptions = {
    ...request,
    sought,
    shouldStop: () => board.isHuntingOver,
    shrinkLimits: () =>
      shrinkLimits(request.shrinkBudget, () => performance.now(), board, request.nodesAskedFor),
    onProgress(progress, soFar) {
      board.hasRun(progress.runs, progress.adversarialRuns);
      reports.progressed(progress.phase, soFar);
      if (progress.found === found) return;
      found = progress.found;
      const finding = soFar().findings.at(-1);
      if (finding === undefined) return;
      tell({ kind: 'found', id: finding.id, trace: traces.traceOf(target, finding) });
    },
    onFailedRun(run) {
      reports.tellNow();
      if (logs >= LOGS_KEPT || board.isStopped) return;
      logs += 1;
      const { trace } = recordRun(target, run, sought);
      tell({ kind: 'failedRun', run, trace: traces.plainTrace(trace) });
    },
  };
  const result = await inMacrotask(() => hunt(target, options));
  close();
  tell({ kind: 'done', result: copyOf(result), wallMs: reports.wallMs });
}

/** More often than anyone looks, and too seldom to cost anything. */
const PROGRESS_EVERY_MS = 100;

/** Tells how far the hunt has come: now and then, and at once when it has found something. */
class Reports {
  readonly #tell: AtWork<HuntEvent>['tell'];
  readonly #startedMs = performance.now();
  #nextMs = 0;
  #phase: HuntProgress['phase'] = 'hunting';
  #soFar: (() => HuntResult) | null = null;

  constructor(tell: AtWork<HuntEvent>['tell']) {
    this.#tell = tell;
  }

  get wallMs(): number {
    return performance.now() - this.#startedMs;
  }

  progressed(phase: HuntProgress['phase'], soFar: () => HuntResult): void {
    this.#soFar = soFar;
    if (performance.now() < this.#nextMs && phase === this.#phase) return;
    this.#phase = phase;
    this.tellNow();
  }

  tellNow(): void {
    this.#nextMs = performance.now() + PROGRESS_EVERY_MS;
    if (this.#soFar === null) return;
    this.#tell({ kind: 'progress', soFar: copyOf(this.#soFar()), wallMs: this.wallMs });
  }
}

/** The hunt goes on counting in the same object. */
function copyOf(result: HuntResult): HuntResult {
  const { phase, runs, adversarialRuns, decisions, failedRuns, events } = result.progress;
  const { simulatedMs, leaders, runsWithLeader, splitVotes, faults, found } = result.progress;
  const work = { runs, adversarialRuns, decisions, failedRuns, events, simulatedMs };
  const content = { leaders, runsWithLeader, splitVotes, faults, found };
  return { ...result, progress: { phase, ...work, ...content } };
}
