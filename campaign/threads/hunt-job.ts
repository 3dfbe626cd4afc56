/** A hunt in a thread of its own: what is asked, what is told, and both ends of it. */
import { performance } from 'node:perf_hooks';
import type { ActionKind } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { SearchFault } from '../../search/exploring/bounds.ts';
import type { SavedRun } from '../../search/finding.ts';
import type { HuntingEngine, HuntOptions, HuntResult } from '../../search/hunting/hunt-options.ts';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import type { Timing } from '../../simulator/target.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import type { ShrinkBudget } from './shrink-budget.ts';
import { inThread, type AtWork, type UnderWay } from './thread.ts';

export interface HuntRequest extends TargetRequest {
  readonly seed: number;
  readonly engines: readonly HuntingEngine[];
  readonly maxRuns: number;
  readonly nodes: readonly number[];
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
}

/** What the hunting thread says. */
export type HuntEvent =
  | { readonly kind: 'progress'; readonly progress: HuntProgress }
  | { readonly kind: 'failedRun'; readonly run: SavedRun }
  | HuntDone;

export interface HuntDone extends Hunt {
  readonly kind: 'done';
}

export interface HuntListener {
  onProgress(progress: HuntProgress): void;
  /** A run that failed, before shrinking. */
  onFailedRun(run: SavedRun): void;
}

/** Asked to stop, it ends after the run under way; what was found is still shrunk. */
export function huntInThread(request: HuntRequest, listener: HuntListener): UnderWay<HuntDone> {
  return inThread<HuntRequest, HuntEvent>('hunt', request, (event) => {
    if (event.kind === 'progress') listener.onProgress(event.progress);
    else listener.onFailedRun(event.run);
  });
}

/** More often than anyone looks, and too seldom to cost anything. */
const PROGRESS_EVERY_MS = 100;

/** The other end, in the thread. */
export async function performHunt(request: HuntRequest, work: AtWork<HuntEvent>): Promise<void> {
  const [{ hunt }, { inMacrotask }, { shrinkLimits }] = await Promise.all([
    import('../../search/hunting/hunt.ts'),
    import('../../adapters/live/macrotask.ts'),
    import('./shrink-budget.ts'),
  ]);
  const { target, close } = await requestedTarget(request);
  const startedMs = performance.now();
  let nextProgressMs = 0;
  let phase: HuntProgress['phase'] = 'hunting';
  const options: HuntOptions = {
    ...request,
    sought: request.sought === null ? null : new Set(request.sought),
    shouldStop: work.shouldStop,
    shrinkLimits: () => shrinkLimits(request.shrinkBudget, () => performance.now()),
    onProgress(progress) {
      const nowMs = performance.now();
      if (nowMs < nextProgressMs && progress.phase === phase) return;
      nextProgressMs = nowMs + PROGRESS_EVERY_MS;
      phase = progress.phase;
      work.tell({ kind: 'progress', progress: copyOf(progress) });
    },
    onFailedRun: (run) => work.tell({ kind: 'failedRun', run }),
  };
  const result = await inMacrotask(() => hunt(target, options));
  close();
  const wallMs = performance.now() - startedMs;
  work.tell({ kind: 'done', result: { ...result, progress: copyOf(result.progress) }, wallMs });
}

/** The hunt goes on counting in the same object. */
function copyOf(progress: HuntProgress): HuntProgress {
  const { phase, runs, adversarialRuns, decisions, failedRuns, events, simulatedMs } = progress;
  const { leaders, runsWithLeader, splitVotes, faults, found } = progress;
  const work = { runs, adversarialRuns, decisions, failedRuns, events, simulatedMs };
  return { phase, ...work, leaders, runsWithLeader, splitVotes, faults, found };
}
