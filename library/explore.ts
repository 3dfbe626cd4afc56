/** `explore`: all runs within bounds in one call, for tests. */
import { checkedTarget } from '../adapters/checked-target.ts';
import { cpuClock } from '../campaign/threads/cpu-clock.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import type { Property } from '../properties/property.ts';
import { alwaysAfter } from '../search/dead-ends/always-electable.ts';
import type { SearchResult } from '../search/exploring/bounds.ts';
import { explore as search } from '../search/exploring/explore.ts';
import { findingOfSearch } from '../search/shrinking/found-by-exploring.ts';
import { AnsweredDifferently, pureOf, type PureTarget } from '../simulator/target.ts';
import { Caller } from './caller.ts';
import { usualShrinkLimits } from './check-options.ts';
import { notDeterministic, proofOf, type Explored, type SearchOver } from './explored.ts';
import { exploredInThreads } from './explored-in-threads.ts';
import { planExplore, type ExploreOptions, type ExplorePlan } from './explore-options.ts';
import { BadOption } from './option-lists.ts';
import { elapsedMs } from './stopwatch.ts';

export type { Explored } from './explored.ts';

/**
 * Tries every run within the bounds, shortest first, without a clock: any armed timer may fire at
 * any time, any message may come late or never. What it returns is a proof within the bounds.
 *
 * @throws {@link CheckFailed} if a run breaks a property, and none is shorter; if the target
 *   throws; or if a limit is reached before all runs were tried.
 * @throws {@link NotSymmetric} if the target states `symmetric`, and two nodes do not do the same.
 * @throws RangeError for an option out of range.
 */
export function explore(given: PureTarget, options?: ExploreOptions): Explored;
/**
 * The same in threads of its own, for a target that is the default export, or the only target, of a
 * module. What it comes to does not depend on the number of `workers`.
 *
 * @example
 * ```ts
 * await explore(new URL('./my-raft.js', import.meta.url), { maxDecisions: 12, workers: 4 });
 * ```
 *
 * @throws The same as in one thread, of which `NotSymmetric` is an error of that name only.
 * @throws {@link CannotRun} if the module cannot be imported, or exports no pure target.
 */
export function explore(given: URL, options?: ExploreOptions): Promise<Explored>;
export function explore(
  given: PureTarget | URL,
  options: ExploreOptions = {},
): Explored | Promise<Explored> {
  const caller = new Caller(explore);
  if (given instanceof URL) return caller.later(() => exploredInThreads(given, options));
  return caller.now(() => explored(given, options));
}

function explored(given: PureTarget, options: ExploreOptions): Explored {
  const target = pureOf(checkedTarget(given));
  const plan = planExplore(target, options);
  if (plan.workers > 1) {
    throw new BadOption(
      'workers: threads cannot be given an object: pass the URL of the module that exports it, ' +
        "as in explore(new URL('./my-raft.js', import.meta.url), { workers: 2 })",
    );
  }
  const properties = plan.properties.map(propertyNamed);
  const [elapsed, spent] = [elapsedMs(), cpuClock()];
  const result = searched(target, plan, properties);
  const always = alwaysAfter(target, plan, result);
  const took = { wallMs: elapsed(), cpuMs: spent() };
  const outcome = outcomeOf(target, plan, properties, options, result);
  return proofOf(target, plan, { ...result, outcome, always, ...took }, options.out);
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
    throw notDeterministic(target, error);
  }
}

function outcomeOf(
  target: PureTarget,
  { bounds, timing }: ExplorePlan,
  properties: readonly Property[],
  { nodes }: ExploreOptions,
  result: SearchResult,
): SearchOver['outcome'] {
  if (result.kind !== 'violated') return result;
  const schedule = { nodes: bounds.nodes, timing, decisions: result.run };
  const limits = usualShrinkLimits(nodes === undefined ? undefined : [nodes]);
  const found = findingOfSearch(target, schedule, properties, limits);
  return found === null ? { kind: 'diverged' } : { kind: 'violated', ...found };
}
