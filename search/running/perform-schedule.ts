/** Performs a schedule exactly as it stands: no clock, no seed, no fast-check. */
import { DEAD_END_GOALS } from '../../trace/dead-end.ts';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { safetyFairTo } from './fair-properties.ts';
import { Check, type Violation } from '../../properties/check.ts';
import type { Property, PropertyId } from '../../properties/property.ts';
import type { Verdict } from '../../properties/verdict.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Ending } from '../../simulator/ending.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import { pureOf, type Target } from '../../simulator/target.ts';
import { UntimedCluster } from '../../simulator/untimed-cluster.ts';
import { Census } from '../../trace/census.ts';
import { allOf, type Observer } from '../../trace/observer.ts';
import { judgeEnd } from './judge-end.ts';
import { listenerOf } from './run-under-way.ts';
import { runFacts } from '../run-facts.ts';

/** Without a clock nothing is owed in time: only safety can be judged. */
export const SAFETY_PROPERTIES: readonly Property[] = PROPERTIES.filter(
  ({ kind }) => kind === 'safety',
);

/** What an untimed run came to. */
export interface ScheduleResult {
  readonly verdict: Verdict;
  readonly violations: readonly Violation[];
  readonly ending: Ending | null;
  /** What was done, until the run stopped: itself a schedule that leads there. */
  readonly performed: readonly Decision[];
  /** Decisions that were not enabled when their turn came. */
  readonly skipped: readonly Skipped[];
  readonly events: number;
}

export interface Skipped {
  /** Its place in the schedule, from 0. */
  readonly index: number;
  readonly decision: Decision;
}

export interface ScheduleOptions {
  /** All that are fair to the target unless a test or a benchmark wants fewer. */
  readonly properties?: readonly Property[];
  /** The run stops at the first violation of one of these; null: at the first of any. */
  readonly sought: ReadonlySet<PropertyId> | null;
  readonly observers?: readonly Observer[];
  /** Asked for another decision in place of one that is not enabled. */
  readonly rename?: Rename | undefined;
}

/** What a decision of another run amounts to in this one; null if to nothing. */
export type Rename = (decision: Decision, cluster: UntimedCluster) => Decision | null;

/** Same target, a pure one, and schedule: same result, and the same trace for all observers. */
export function performSchedule(
  target: Target,
  { nodes, timing, decisions }: Schedule,
  { properties: judges, sought, observers = [], rename }: ScheduleOptions,
): ScheduleResult {
  const properties = judges ?? safetyFairTo(target.capabilities, sought);
  const facts = runFacts(target, nodes, timing);
  const census = new Census();
  let isBroken = false;
  const check = new Check(properties, facts, ({ property }) => {
    if (sought === null || sought.has(property)) isBroken = true;
  });
  listenerOf(target)?.begins({ kind: 'schedule', nodes, timing, decisions });
  const observer = allOf([...observers, census, check]);
  const cluster = new UntimedCluster(pureOf(target), { nodes, timing }, observer);
  const skipped: Skipped[] = [];
  for (const [index, decision] of decisions.entries()) {
    if (isBroken || cluster.ending !== null) break;
    if (cluster.perform(decision)) continue;
    const renamed = rename?.(decision, cluster) ?? null;
    if (renamed === null || !cluster.perform(renamed)) skipped.push({ index, decision });
  }
  const goals = DEAD_END_GOALS.filter((goal) => properties.some(({ id }) => id === goal));
  if (!isBroken) judgeEnd(pureOf(target), timing, cluster, goals, observer);
  const { violations } = check;
  const { ending, performed } = cluster;
  const isViolated = violations.some(({ property }) => property !== 'never-throws');
  const verdict = isViolated ? 'violated' : ending === null ? 'held' : 'crashed';
  return { verdict, violations, ending, performed, skipped, events: census.events };
}
