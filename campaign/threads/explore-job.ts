/** A search in a thread of its own: its request, its reports, and both ends of the thread. */
import { performance } from 'node:perf_hooks';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { AlwaysElectable } from '../../search/dead-ends/always-electable.ts';
import type {
  Bounds,
  SearchLimit,
  SearchOptions,
  SearchResult,
  SearchSize,
} from '../../search/exploring/bounds.ts';
import type { NoResult } from '../../search/exploring/explore.ts';
import type { TeamMemory } from '../../search/exploring/team.ts';
import type { ShrinkResult } from '../../search/shrinking/make-finding.ts';
import { pureOf, type PureTarget, type Timing } from '../../simulator/target.ts';
import type { Trace } from '../../trace/trace.ts';
import { cpuClock } from './cpu-clock.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import type { StoodStill } from './stood-still.ts';
import type { StepBoard } from './step-board.ts';
import type { AtWork } from './thread.ts';

export interface ExploreRequest extends TargetRequest {
  readonly bounds: Bounds;
  /** Safety properties and possibilities. */
  readonly properties: readonly PropertyId[];
  /** Possibilities that are none even at the first boot are not judged; default: they are. */
  readonly sparesFirstBoot?: boolean;
  /** How much may be tried to find ways out of dead ends. */
  readonly maxDeadEndEffort?: number;
  readonly timing: Timing;
  /** Threads at most; what it comes to does not depend on their number. Default: one. */
  readonly workers?: number;
  /** The search ends once the process takes more than this; default: never. */
  readonly maxBytes?: number;
  /**
   * The search is divided once so many states are still expected; default: {@link DIVIDED_FROM}.
   */
  readonly divideFrom?: number;
  /** The part of one of several threads. */
  readonly part?: SearchPart;
  /** The cluster size that a shrunk run keeps to, because it was asked for; null: any. */
  readonly nodesAskedFor: readonly number[] | null;
}

/** What a thread shares with others. */
export interface SearchPart {
  readonly memory: TeamMemory;
  /** From 0 on; the first begins alone, and tells of the search. */
  readonly index: number;
}

/** A search of which nothing is known yet. */
export const NOTHING_SEARCHED = {
  depth: 0,
  wallMs: 0,
  cpuMs: 0,
  states: 0,
  decisions: 0,
  statesByDepth: [],
} as const;

/** One thread tries so many states in a second or two; others have to pay for their start. */
export const DIVIDED_FROM = 50_000;

/** What the searching thread says. */
export type ExploreEvent =
  | { readonly kind: 'depth'; readonly progress: ExploreProgress }
  /** The others are to be started. */
  | { readonly kind: 'divided' }
  | SearchDone;

/** A thread is done: with the result, or with none. */
export interface SearchDone extends SearchSize {
  readonly kind: 'done';
  readonly outcome: ExploreOutcome | { readonly kind: NoResult };
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly always?: AlwaysElectable | null;
}

/** All runs of up to `depth` decisions have been tried. */
export interface ExploreProgress extends SearchSize {
  readonly depth: number;
  readonly wallMs: number;
  /** Processor time of all threads so far. */
  readonly cpuMs: number;
}

/** A search that is over. */
export interface Exploration extends SearchSize {
  readonly outcome: ExploreOutcome;
  /** How long it took, without the start of its thread and without shrinking. */
  readonly wallMs: number;
  /** Processor time of all threads meanwhile. */
  readonly cpuMs: number;
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
  | { readonly kind: 'limitReached'; readonly depth: number; readonly limit: SearchLimit };

/** The other end, in the thread. */
export async function performExplore(
  request: ExploreRequest,
  { board, tell }: AtWork<ExploreEvent>,
): Promise<void> {
  const [{ alwaysAfter }, { shrunkSearch }] = await Promise.all([
    import('../../search/dead-ends/always-electable.ts'),
    import('./shrunk-search.ts'),
  ]);
  const { target: requested, close } = await requestedTarget(request, board);
  const target = pureOf(requested);
  const startedMs = performance.now();
  const cpuMs = cpuClock();
  const elapsedMs = (): number => performance.now() - startedMs;
  const options = optionsOf(request, board, (progress) => {
    tell({ kind: 'depth', progress: { ...progress, wallMs: elapsedMs(), cpuMs: cpuMs() } });
  });
  const result = await searched(target, request, options, () => tell({ kind: 'divided' }));
  if (result === 'elsewhere' || result === 'alone') {
    close();
    return tell({ kind: 'done', outcome: { kind: result }, ...NOTHING_SEARCHED });
  }
  const always = board.isStopped ? null : alwaysAfter(target, request, result);
  const took = { wallMs: elapsedMs(), cpuMs: cpuMs() };
  const outcome = outcomeOf(result, board.isStopped, (run) => {
    const found = shrunkSearch(target, request, run, board);
    return found === null ? { kind: 'diverged' } : { kind: 'violated', ...found };
  });
  close();
  tell({ kind: 'done', outcome, ...sizeOf(result), ...took, always });
}

/** `onDepth`: of one thread only, if there are several. */
function optionsOf(
  { properties, timing, part, ...request }: ExploreRequest,
  board: StepBoard,
  onDepth: (progress: SearchSize & { readonly depth: number }) => void,
): SearchOptions {
  const { maxDeadEndEffort } = request;
  return {
    properties: properties.map(propertyNamed),
    timing,
    sparesFirstBoot: request.sparesFirstBoot ?? false,
    ...(maxDeadEndEffort === undefined ? {} : { maxDeadEndEffort }),
    onDepth(depth, size) {
      if (part === undefined || part.index === 0) onDepth({ depth, ...size });
      return !board.isStopped;
    },
    shouldStop: () => board.isStopped,
  };
}

async function searched(
  target: PureTarget,
  { bounds, part, divideFrom = DIVIDED_FROM }: ExploreRequest,
  options: SearchOptions,
  divided: () => void,
): Promise<SearchResult | NoResult> {
  const { explore, exploreTogether } = await import('../../search/exploring/explore.ts');
  if (part === undefined) return explore(target, bounds, options);
  const { Team } = await import('../../search/exploring/team.ts');
  const onDivided = (): void => {
    if (part.index === 0) divided();
  };
  const team = new Team(part.memory, part.index);
  return exploreTogether(target, bounds, options, { team, divideFrom, onDivided });
}

function sizeOf(result: SearchResult): SearchSize {
  const { states, decisions, statesByDepth, deadEnds = [], spared = [] } = result;
  return { states, decisions, statesByDepth, deadEnds, spared };
}

type Decisions = Extract<SearchResult, { readonly kind: 'violated' }>['run'];

function outcomeOf(
  searched: SearchResult,
  isStopped: boolean,
  violated: (run: Decisions) => ExploreOutcome,
): ExploreOutcome {
  switch (searched.kind) {
    case 'violated':
      return violated(searched.run);
    case 'complete':
      return { kind: 'complete' };
    case 'limitReached': {
      const limit = isStopped ? 'stopped' : searched.limit;
      return { kind: 'limitReached', depth: searched.depth, limit };
    }
  }
}
