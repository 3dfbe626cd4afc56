/** A search in a thread of its own: its request, its reports, and both ends of the thread. */
import { performance } from 'node:perf_hooks';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { AlwaysElectable } from '../../search/dead-ends/always-electable.ts';
import type { Bounds, SearchResult, SearchSize } from '../../search/exploring/bounds.ts';
import type { ShrinkResult } from '../../search/shrinking/make-finding.ts';
import { pureOf, type Timing } from '../../simulator/target.ts';
import type { Trace } from '../../trace/trace.ts';
import { cpuClock } from './cpu-clock.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import { shrinkLimits, USUAL_SHRINK_BUDGET } from './shrink-budget.ts';
import { StandingSearch } from './standing-search.ts';
import type { StoodStill } from './stood-still.ts';
import { inThread, isOutOfMemory, type AtWork, type Ended, type UnderWay } from './thread.ts';

export interface ExploreRequest extends TargetRequest {
  readonly bounds: Bounds;
  /** Safety properties and possibilities. */
  readonly properties: readonly PropertyId[];
  /** Possibilities that are none even at the first boot are not judged; default: they are. */
  readonly sparesFirstBoot?: boolean;
  /** How much may be tried to find ways out of dead ends. */
  readonly maxDeadEndEffort?: number;
  readonly timing: Timing;
  /** The cluster size that a shrunk run keeps to, because it was asked for; null: any. */
  readonly nodesAskedFor: readonly number[] | null;
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
  /** Processor time of all threads meanwhile; absent if it was cut short. */
  readonly cpuMs?: number;
  /** Whether elections can succeed in runs of any length, too; null if that was not asked for. */
  readonly always?: AlwaysElectable | null;
}

export type ExploreOutcome =
  | ({ readonly kind: 'violated'; readonly traces: ReadonlyMap<string, Trace> } & ShrinkResult)
  /** Code of the target did not come back. */
  | StoodStill
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
  const underWay = inThread<ExploreEvent>('explore', request, (event) => {
    latest = event.progress;
    onDepth(latest);
  });
  const standing = new StandingSearch(request);
  const done = underWay.done.then(
    async (ended) => {
      const exploration = explorationOf(ended, latest ?? NOTHING_SEARCHED);
      const { outcome } = exploration;
      if (outcome.kind !== 'stoodStill') return exploration;
      return { ...exploration, outcome: await standing.broughtHome(outcome) };
    },
    (error: Error) => {
      if (isOutOfMemory(error) || isOutOfTable(error)) {
        return cutShort(latest ?? NOTHING_SEARCHED, 'memory');
      }
      throw error;
    },
  );
  const stop = (): void => {
    underWay.stop();
    standing.stop();
  };
  return { ...underWay, stop, done };
}

function explorationOf(
  ended: Ended<Extract<ExploreEvent, { readonly kind: 'done' }>>,
  latest: ExploreProgress,
): Exploration {
  if (ended.kind === 'done') return ended;
  if (ended.kind === 'cutShort') return cutShort(latest, 'stopped');
  // A search fills its memory by itself, unless the target was at it.
  if (ended.reason === 'memory' && !ended.isInside) return cutShort(latest, 'memory');
  const { states, decisions, statesByDepth, wallMs } = latest;
  return { outcome: ended, states, decisions, statesByDepth, wallMs };
}

/** A search that was ended has come as far as its last whole depth. */
function cutShort({ depth, ...size }: ExploreProgress, limit: ExploreLimit): Exploration {
  return { outcome: { kind: 'limitReached', depth, limit }, ...size };
}

const NOTHING_SEARCHED: ExploreProgress = {
  depth: 0,
  wallMs: 0,
  states: 0,
  decisions: 0,
  statesByDepth: [],
};

/** Beside the heap of the thread there are tables. */
function isOutOfTable(error: Error): boolean {
  return error instanceof RangeError && /alloc|invalid.*length/i.test(error.message);
}

/** The other end, in the thread. */
export async function performExplore(
  request: ExploreRequest,
  { board, tell }: AtWork<ExploreEvent>,
): Promise<void> {
  const [{ explore }, { alwaysAfter }, { findingOfSearch }, { tracesOf }] = await Promise.all([
    import('../../search/exploring/explore.ts'),
    import('../../search/dead-ends/always-electable.ts'),
    import('../../search/shrinking/found-by-exploring.ts'),
    import('./recorded-trace.ts'),
  ]);
  const { bounds, timing, nodesAskedFor } = request;
  const properties = request.properties.map(propertyNamed);
  const { target: requested, close } = await requestedTarget(request, board);
  const target = pureOf(requested);
  const startedMs = performance.now();
  const cpuMs = cpuClock();
  const result = explore(target, bounds, {
    properties,
    timing,
    sparesFirstBoot: request.sparesFirstBoot ?? false,
    ...(request.maxDeadEndEffort === undefined
      ? {}
      : { maxDeadEndEffort: request.maxDeadEndEffort }),
    onDepth(depth, size) {
      const wallMs = performance.now() - startedMs;
      tell({ kind: 'depth', progress: { depth, ...size, wallMs } });
      return !board.isStopped;
    },
    shouldStop: () => board.isStopped,
  });
  const always = board.isStopped ? null : alwaysAfter(target, request, result);
  const took = { wallMs: performance.now() - startedMs, cpuMs: cpuMs() };
  const limits = shrinkLimits(USUAL_SHRINK_BUDGET, () => performance.now(), board, nodesAskedFor);
  const outcome = outcomeOf(result, bounds, board.isStopped, (decisions) => {
    const schedule = { nodes: bounds.nodes, timing, decisions };
    const found = findingOfSearch(target, schedule, properties, limits);
    if (found === null) return { kind: 'diverged' };
    const traces = tracesOf(target, [found.finding, ...found.others]);
    return { kind: 'violated', ...found, traces };
  });
  close();
  tell({ kind: 'done', outcome, ...sizeOf(result), ...took, always });
}

function sizeOf(result: SearchResult): SearchSize {
  const { states, decisions, statesByDepth, deadEnds = [], spared = [] } = result;
  return { states, decisions, statesByDepth, deadEnds, spared };
}

type Decisions = Extract<SearchResult, { readonly kind: 'violated' }>['run'];

function outcomeOf(
  searched: SearchResult,
  bounds: Bounds,
  isStopped: boolean,
  violated: (run: Decisions) => ExploreOutcome,
): ExploreOutcome {
  switch (searched.kind) {
    case 'violated':
      return violated(searched.run);
    case 'complete':
      return { kind: 'complete' };
    case 'limitReached': {
      const ended = searched.states > bounds.maxStates ? 'states' : 'memory';
      const limit = isStopped ? 'stopped' : ended;
      return { kind: 'limitReached', depth: searched.depth, limit };
    }
  }
}
