/** `explore`: all runs within bounds in one call, for tests. */
import { supports } from '../simulator/capabilities.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import type { Property } from '../properties/property.ts';
import {
  renderExplore,
  type ExploreResult,
  type ExploreSummary,
} from '../reports/terminal/explore.ts';
import { PLAIN_STYLE } from '../reports/terminal/style.ts';
import { alwaysAfter, type AlwaysElectable } from '../search/dead-ends/always-electable.ts';
import { explore as search } from '../search/exploring/explore.ts';
import { findingOfSearch } from '../search/shrinking/found-by-exploring.ts';
import type { SearchResult, SearchSize } from '../search/exploring/bounds.ts';
import { checkedTarget } from '../adapters/checked-target.ts';
import { AnsweredDifferently, pureOf, type PureTarget } from '../simulator/target.ts';
import { Caller } from './caller.ts';
import { CheckFailed, type Reason } from './check-failed.ts';
import { failedWith, headlineOf } from './failed-with.ts';
import { usualShrinkLimits } from './check-options.ts';
import { planExplore, type ExploreOptions, type ExplorePlan } from './explore-options.ts';
import { keptFindings } from './kept-finding.ts';
import { elapsedMs } from './stopwatch.ts';
import { cpuClock } from '../campaign/threads/cpu-clock.ts';

/** A proof: no run within the bounds breaks any of the properties. */
export interface Explored {
  /** Different states of the cluster, told apart by their clusters and by fingerprints. */
  readonly states: number;
  /** Decisions that were tried in them. */
  readonly decisions: number;
  /** The proof, with its bounds, as a terminal shows it. */
  readonly report: string;
}

/**
 * Tries every run within the bounds, shortest first, without a clock: any armed timer may fire at
 * any time, any message may come late or never. What it returns is a proof within the bounds.
 *
 * @throws {@link CheckFailed} if a run breaks a property, and none is shorter; if the target
 *   throws; or if a limit is reached before all runs were tried.
 * @throws {@link NotSymmetric} if the target states `symmetric`, and two nodes do not do the same.
 * @throws RangeError for an option out of range.
 */
export function explore(given: PureTarget, options: ExploreOptions = {}): Explored {
  return new Caller(explore).now(() => explored(given, options));
}

function explored(given: PureTarget, options: ExploreOptions): Explored {
  const target = pureOf(checkedTarget(given));
  const plan = planExplore(target, options);
  const { bounds, timing } = plan;
  const properties = plan.properties.map(propertyNamed);
  const [elapsed, spent] = [elapsedMs(), cpuClock()];
  const result = searched(target, plan, properties);
  const always = alwaysAfter(target, plan, result);
  const took = { wallMs: elapsed(), cpuMs: spent() };
  if (result.kind === 'complete') {
    const { states, decisions } = result;
    return {
      states,
      decisions,
      report: reportOf(target, plan, { ...result, always }, result, took),
    };
  }
  if (result.kind === 'violated') {
    const schedule = { nodes: bounds.nodes, timing, decisions: result.run };
    const limits = usualShrinkLimits(options.nodes === undefined ? undefined : [options.nodes]);
    const found = findingOfSearch(target, schedule, properties, limits);
    if (found !== null) {
      const { finding, others } = found;
      const headline = headlineOf(target, finding);
      const told = keptFindings(target, [finding, ...others], options.out);
      throw failedWith(target, finding, `${headline}\n\n${told}`);
    }
  }
  const { reason, shown } = failureOf(result);
  throw new CheckFailed(reason, reportOf(target, plan, { ...result, always }, shown, took), null);
}

function searched(
  target: PureTarget,
  { bounds, timing, sparesFirstBoot }: ExplorePlan,
  properties: readonly Property[],
): SearchResult {
  try {
    return search(target, bounds, { properties, timing, sparesFirstBoot });
  } catch (error) {
    if (!(error instanceof AnsweredDifferently)) throw error;
    const headline = `${target.name} is not deterministic`;
    throw new CheckFailed('diverged', `${headline}\n\n${error.message}`, null);
  }
}

/** What a report tells of a search, beside what it came to. */
type Told = SearchSize & { readonly always: AlwaysElectable | null };

function failureOf(result: Exclude<SearchResult, { kind: 'complete' }>): {
  readonly reason: Reason;
  readonly shown: ExploreResult;
} {
  switch (result.kind) {
    case 'violated':
      return { reason: 'diverged', shown: { kind: 'diverged' } };
    case 'limitReached': {
      const why = 'it has seen as many states as it may';
      return { reason: 'inconclusive', shown: { kind: 'limitReached', depth: result.depth, why } };
    }
  }
}

function reportOf(
  { name, capabilities }: PureTarget,
  { bounds, properties, setting }: ExplorePlan,
  { states, decisions, statesByDepth, deadEnds = [], spared = [], always }: Told,
  result: ExploreResult,
  took: Pick<ExploreSummary, 'wallMs' | 'cpuMs'>,
): string {
  const summary = {
    target: name,
    breaks: null,
    isAsExpected: result.kind === 'complete',
    bounds,
    properties,
    isSymmetric: supports(capabilities, 'symmetric'),
    proposes: supports(capabilities, 'proposals'),
    result,
    states,
    decisions,
    statesByDepth,
    ...took,
    setting,
    deadEnds,
    always,
    notJudged: spared.map((goal) => ({ goal, why: 'it is impossible from the first boot on' })),
  };
  return renderExplore(summary, PLAIN_STYLE);
}
