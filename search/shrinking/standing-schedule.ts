/** Which decisions lead to a standstill that was met without a clock, and in which request. */
import { propertyNamed } from '../../properties/catalogue.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import { pureOf, type PureTarget, type Target } from '../../simulator/target.ts';
import type { Bounds, SearchOptions, SearchResult } from '../exploring/bounds.ts';
import { explore } from '../exploring/explore.ts';
import { NotSymmetric } from '../exploring/not-symmetric.ts';
import { endsWhere } from '../running/ends-where.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import type { RunUnderWay } from '../running/run-under-way.ts';
import { Walker } from '../walking/walker.ts';

type UntimedRun = Exclude<RunUnderWay, { readonly kind: 'scenario' }>;

/** A pure target stands still whenever it is asked the same: the content tells the request. */
export interface StandingSchedule {
  readonly schedule: Schedule;
  readonly content: string;
}

/** Null if the target is not asked as often in this run. */
export function standingScheduleOf(
  given: Target,
  run: UntimedRun,
  request: number,
): StandingSchedule | null {
  const heard = new HeardRequest(given, request);
  const decisions = decisionsTo(heard, run);
  if (heard.content === null || decisions === null) return null;
  const { nodes } = run.kind === 'search' ? run.bounds : run;
  return { schedule: { nodes, timing: run.timing, decisions }, content: heard.content };
}

/** The target, which ends in one of its requests; of this, the content is kept. */
class HeardRequest {
  readonly target: PureTarget;
  content: string | null = null;
  /** Whether it was heard in the run under way. */
  isHeard = false;
  /** Nothing is heard before. */
  isListening = true;
  /** What comes after it is not asked any more: the target may stand still there as well. */
  isLast = false;
  readonly #unasked = new Set<string>();

  constructor(target: Target, request: number) {
    this.target = pureOf(
      endsWhere(target, (number, content) => {
        if (!this.isListening) return false;
        if (this.isHeard) return this.isLast && this.#leaveOut(content());
        if (this.#unasked.size > 0 && this.#unasked.has(content())) return true;
        this.isHeard = this.content === null ? number === request : this.content === content();
        if (this.isHeard) this.content ??= content();
        return this.isHeard;
      }),
    );
  }

  /** Whether it is this request that a run ends with. */
  endsRun(schedule: Schedule): boolean {
    if (this.content === null) return false;
    this.isHeard = false;
    performSchedule(this.target, schedule, { sought: new Set(['never-throws']) });
    const isHeard = this.isHeard;
    this.isHeard = true;
    return isHeard;
  }

  /** The same request may come at another place now, and others before it. */
  listenAnew(): void {
    this.isHeard = false;
    this.#unasked.clear();
  }

  #leaveOut(content: string): boolean {
    if (content !== this.content) this.#unasked.add(content);
    return true;
  }
}

function decisionsTo(heard: HeardRequest, run: UntimedRun): readonly Decision[] | null {
  switch (run.kind) {
    case 'schedule':
      performSchedule(heard.target, run, { sought: new Set(['never-throws']) });
      return run.decisions;
    case 'walk': {
      const { nodes, timing, faults, scheduler, keepsOrder, beginning, picks } = run;
      if (beginning.length + picks.length === 0) return firstBoot(heard, run);
      const properties = run.properties.map(propertyNamed);
      heard.isListening = false;
      const options = { properties, timing, faults, scheduler, keepsOrder };
      const walker = new Walker(heard.target, nodes, options);
      heard.isListening = true;
      return walker.notedWalk(beginning, picks).schedule;
    }
    case 'search':
      return searched(heard, run);
  }
}

function firstBoot(
  heard: HeardRequest,
  { nodes, timing }: Extract<UntimedRun, { readonly kind: 'walk' }>,
): readonly Decision[] {
  performSchedule(heard.target, { nodes, timing, decisions: [] }, { sought: null });
  return [];
}

/** The search is made once more: what it has done until then is known by its bounds alone. */
function searched(
  heard: HeardRequest,
  { bounds, timing, properties }: Extract<UntimedRun, { readonly kind: 'search' }>,
): readonly Decision[] | null {
  const judged = [...new Set([...properties, 'never-throws' as const])].map(propertyNamed);
  const isWanted = (decisions: readonly Decision[]): boolean =>
    heard.endsRun({ nodes: bounds.nodes, timing, decisions });
  const options = { properties: judged, timing, isWanted };
  heard.isLast = true;
  const result = exploredOnce(heard.target, bounds, options);
  if (result?.kind === 'violated') return result.run;
  if (result !== null && heard.content === null) return null;
  // It was asked of a node under another name, to compare: now each is asked under its own.
  heard.listenAnew();
  const again = explore(heard.target, bounds, { ...options, tellsNodesApart: true });
  return again.kind === 'violated' ? again.run : null;
}

/** Null if the target is not symmetric though it says so: one that stands still may show it. */
function exploredOnce(
  target: PureTarget,
  bounds: Bounds,
  options: SearchOptions,
): SearchResult | null {
  try {
    return explore(target, bounds, options);
  } catch (error) {
    if (error instanceof NotSymmetric) return null;
    throw error;
  }
}
