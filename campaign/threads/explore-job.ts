/** A search in a thread of its own: what is asked, what is told, and both ends of it. */
import { performance } from 'node:perf_hooks';
import type { PropertyId } from '../../properties/property.ts';
import type { Bounds, SearchResult, SearchSize } from '../../search/exploring/bounds.ts';
import type { Finding } from '../../search/finding.ts';
import type { Timing } from '../../simulator/target.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import { inThread, type AtWork, type UnderWay } from './thread.ts';

export interface ExploreRequest extends TargetRequest {
  readonly bounds: Bounds;
  /** Safety properties. */
  readonly properties: readonly PropertyId[];
  readonly timing: Timing;
}

/** What the searching thread says. */
export type ExploreEvent =
  | { readonly kind: 'depth'; readonly progress: ExploreProgress }
  | ({ readonly kind: 'done' } & Exploration);

/** All runs of up to `depth` decisions have been tried. */
export interface ExploreProgress extends SearchSize {
  readonly depth: number;
  readonly wallMs: number;
}

/** A search that is over. */
export interface Exploration extends SearchSize {
  readonly outcome: ExploreOutcome;
  /** How long it took, without the start of its thread and without shrinking. */
  readonly wallMs: number;
}

export type ExploreOutcome =
  | { readonly kind: 'violated'; readonly finding: Finding }
  | { readonly kind: 'targetThrew'; readonly node: number; readonly error: string }
  /** The run that was found goes another way when it is performed again. */
  | { readonly kind: 'diverged' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'limitReached'; readonly depth: number; readonly limit: ExploreLimit };

/** What ended a search: its bound of states, a request to stop, or the memory of the machine. */
export type ExploreLimit = 'states' | 'stopped' | 'memory';

/** A target that throws is in the result; the end of the thread's memory is a limit. */
export function exploreInThread(
  request: ExploreRequest,
  onDepth: (progress: ExploreProgress) => void,
): UnderWay<Exploration> {
  let latest: ExploreProgress | null = null;
  const { done, stop } = inThread<ExploreRequest, ExploreEvent>('explore', request, (event) => {
    latest = event.progress;
    onDepth(latest);
  });
  const exploration = done.catch((error: Error) => {
    if (isOutOfMemory(error)) return cutShort(latest);
    throw error;
  });
  return { done: exploration, stop };
}

/** A search that does not fit into memory has come as far as its last whole depth. */
function cutShort(latest: ExploreProgress | null): Exploration {
  const { depth, ...size } = latest ?? NOTHING_SEARCHED;
  return { outcome: { kind: 'limitReached', depth, limit: 'memory' }, ...size };
}

const NOTHING_SEARCHED: ExploreProgress = {
  depth: 0,
  wallMs: 0,
  states: 0,
  decisions: 0,
  statesByDepth: [],
};

/** The heap of the thread, or one of the tables beside it. */
function isOutOfMemory(error: Error & { readonly code?: string }): boolean {
  const isTable = error instanceof RangeError && /alloc|invalid.*length/i.test(error.message);
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' || isTable;
}

/** The other end, in the thread. */
export async function performExplore(
  request: ExploreRequest,
  work: AtWork<ExploreEvent>,
): Promise<void> {
  const [{ explore }, { findingOfSearch }, { propertyNamed }, { pureOf }, budgets] =
    await Promise.all([
      import('../../search/exploring/explore.ts'),
      import('../../search/shrinking/found-by-exploring.ts'),
      import('../../properties/catalogue.ts'),
      import('../../simulator/target.ts'),
      import('./shrink-budget.ts'),
    ]);
  const { bounds, timing } = request;
  const properties = request.properties.map(propertyNamed);
  const { target: requested, close } = await requestedTarget(request);
  const target = pureOf(requested);
  const startedMs = performance.now();
  const result = explore(target, bounds, {
    properties,
    timing,
    onDepth(depth, size) {
      const wallMs = performance.now() - startedMs;
      work.tell({ kind: 'depth', progress: { depth, ...size, wallMs } });
      return !work.shouldStop();
    },
    shouldStop: work.shouldStop,
  });
  const wallMs = performance.now() - startedMs;
  const limits = budgets.shrinkLimits(budgets.USUAL_SHRINK_BUDGET, () => performance.now());
  const outcome = outcomeOf(result, bounds, work.shouldStop(), (decisions) =>
    findingOfSearch(target, { nodes: bounds.nodes, timing, decisions }, properties, limits),
  );
  close();
  const { states, decisions, statesByDepth } = result;
  work.tell({ kind: 'done', outcome, states, decisions, statesByDepth, wallMs });
}

type Decisions = Extract<SearchResult, { readonly kind: 'violated' }>['run'];

function outcomeOf(
  searched: SearchResult,
  bounds: Bounds,
  isStopped: boolean,
  shrink: (run: Decisions) => Finding | null,
): ExploreOutcome {
  switch (searched.kind) {
    case 'violated': {
      const finding = shrink(searched.run);
      return finding === null ? { kind: 'diverged' } : { kind: 'violated', finding };
    }
    case 'targetThrew':
      return { kind: 'targetThrew', node: searched.node, error: searched.error };
    case 'complete':
      return { kind: 'complete' };
    case 'limitReached': {
      const ended = searched.states > bounds.maxStates ? 'states' : 'memory';
      const limit = isStopped ? 'stopped' : ended;
      return { kind: 'limitReached', depth: searched.depth, limit };
    }
  }
}
