/** From the arguments of `explore` to what shall be searched: everything is checked here, first. */
import { availableParallelism, totalmem } from 'node:os';
import type { ExploreRequest } from '../campaign/threads/explore-job.ts';
import { Refusal } from '../adapters/refusal.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import type { PropertyId } from '../properties/property.ts';
import { MAX_DEAD_END_EFFORT } from '../search/dead-ends/effort.ts';
import { goalsFairTo, unfairBecause } from '../search/dead-ends/fair-goals.ts';
import { safetyFairTo } from '../search/running/fair-properties.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import {
  BOUNDS_LIMITS,
  SEARCH_FAULTS,
  type Bounds,
  type SearchFault,
} from '../search/exploring/bounds.ts';
import type { Timing } from '../simulator/target.ts';
import { DEAD_END_GOALS, type DeadEndGoal } from '../trace/dead-end.ts';
import type { Registered } from '../targets/registry.ts';
import { oneOf, quoted, someOf } from './choice.ts';
import { SEARCH_WORKERS } from './configuration/settings.ts';
import { parseBudget, parseCount, parseMemory, parseWorkers } from './quantity.ts';
import type { ExternalTarget } from './external-target.ts';
import { shellQuoted } from './invocation.ts';
import { askedFor } from './run-plan.ts';
import { targetNamed } from './target-named.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { TIMINGS } from '../library/timings.ts';

/** The options of `explore` as they were typed. */
export interface ExploreArguments {
  readonly nodes: string;
  /** Whether that was typed: then a shrunk run keeps to it. */
  readonly areNodesTyped?: boolean;
  readonly maxTerm?: string;
  readonly maxDecisions: string;
  readonly maxStates: string;
  readonly deadEndEffort?: string;
  readonly faults?: string;
  readonly property?: string;
  readonly timing: string;
  readonly budget?: string;
  readonly workers?: string;
  readonly memory?: string;
}

export interface ExplorePlan {
  readonly entry: Registered;
  readonly request: ExploreRequest;
  /** Null without a limit of time. */
  readonly budgetMs: number | null;
  /** The options that search the same again. */
  readonly setting: string;
  /** Possibilities that are not judged though nobody left them out, and why. */
  readonly notJudged: readonly NotJudged[];
  /** The option that brings the target to other commands; null if it comes with whitewater. */
  readonly given: string | null;
}

/** A possibility that is not judged. */
export interface NotJudged {
  readonly goal: DeadEndGoal;
  /** In a few words. */
  readonly why: string;
}

/** What can be judged without a clock. */
const JUDGED = PROPERTIES.filter(({ kind }) => kind !== 'liveness').map(({ id }) => id);
/** Of the memory of the machine, what a search takes if no other limit is given. */
const USUAL_SHARE = 0.8;

const TIMING_NAMES = Object.keys(TIMINGS) as (keyof typeof TIMINGS)[];

/** Throws a refusal of one line if anything is unknown or out of range. */
export function planExplore(
  name: string | undefined,
  options: ExploreArguments,
  externalTargets: readonly ExternalTarget[] = [],
): ExplorePlan {
  const externalTarget = externalTargetOf(name, externalTargets);
  const known = externalTarget === null ? targetNamed(name ?? '') : externalTarget.entry;
  refuseLive(known);
  const timing = oneOf('timing', options.timing, TIMING_NAMES);
  const properties = propertiesOf(known, options.property);
  const entry = askedFor(known, options.property === undefined ? null : properties);
  const bounds = boundsOf(entry, options);
  const nodesAskedFor = options.areNodesTyped === true ? [bounds.nodes] : null;
  const setting = settingOf(externalTarget, entry, { bounds, properties, nodesAskedFor }, options);
  const sparesFirstBoot = options.property === undefined;
  const pace = paceOf(entry, timing);
  const judged = {
    ...{ bounds, properties, sparesFirstBoot, timing: pace, nodesAskedFor },
    ...(options.deadEndEffort === undefined
      ? {}
      : { maxDeadEndEffort: effortOf(options.deadEndEffort) }),
  };
  const means = meansOf(options);
  const request = { target: entry.name, ...externalTarget?.request, ...judged, ...means };
  const given = externalTarget === null ? null : externalTarget.option;
  const notJudged = options.property === undefined ? notJudgedOf(known, properties) : [];
  return { entry, request, budgetMs: budgetOf(options.budget), setting, notJudged, given };
}

/** The options that search the same again. */
function settingOf(
  externalTarget: ExternalTarget | null,
  entry: Registered,
  searched: Pick<ExploreRequest, 'bounds' | 'properties' | 'nodesAskedFor'>,
  { deadEndEffort, timing }: ExploreArguments,
): string {
  const { bounds, properties, nodesAskedFor } = searched;
  const { nodes, maxTerm, maxDecisions, faults, maxStates } = bounds;
  return [
    ...(externalTarget === null || externalTarget.path === null
      ? []
      : [shellQuoted(externalTarget.path)]),
    ...(nodesAskedFor === null ? [] : [`--nodes ${nodes}`]),
    ...(maxTerm === null ? [] : [`--max-term ${maxTerm}`]),
    `--max-decisions ${maxDecisions} --faults ${faults.join(',') || 'none'}`,
    `--max-states ${maxStates}`,
    ...(deadEndEffort === undefined ? [] : [`--dead-end-effort ${deadEndEffort}`]),
    ...(properties.length === fairTo(entry).length ? [] : [`--property ${properties.join(',')}`]),
    `--timing ${timing}`,
    ...(externalTarget === null || externalTarget.path !== null ? [] : [externalTarget.option]),
  ].join(' ');
}

function effortOf(typed: string): number {
  return parseCount('--dead-end-effort', typed, MAX_DEAD_END_EFFORT);
}

/** What the search may use. Threads and memory change nothing in what it finds. */
function meansOf({
  workers,
  memory,
}: ExploreArguments): Pick<ExploreRequest, 'workers' | 'maxBytes'> {
  return {
    workers: parseWorkers(workers ?? SEARCH_WORKERS, availableParallelism()),
    maxBytes: memory === undefined ? usualMemory() : parseMemory(memory),
  };
}

/** Most of what there is: the machine does not live of this search alone. */
function usualMemory(): number {
  return Math.floor(USUAL_SHARE * Math.min(totalmem(), process.constrainedMemory() || Infinity));
}

function boundsOf(entry: Registered, options: ExploreArguments): Bounds {
  return {
    nodes: parseCount('--nodes', options.nodes, BOUNDS_LIMITS.nodes),
    maxDecisions: parseCount('--max-decisions', options.maxDecisions, BOUNDS_LIMITS.maxDecisions),
    maxTerm:
      options.maxTerm === undefined
        ? null
        : parseCount('--max-term', options.maxTerm, BOUNDS_LIMITS.maxTerm),
    faults: faultsOf(entry, options.faults),
    maxStates: parseCount('--max-states', options.maxStates, BOUNDS_LIMITS.maxStates),
  };
}

/** The target's own, if it has one. */
function paceOf({ target }: Registered, name: keyof typeof TIMINGS): Timing {
  return target.timing ?? TIMINGS[name];
}

/** The one target, if the user brought it; null if it comes with whitewater. */
function externalTargetOf(
  name: string | undefined,
  externalTargets: readonly ExternalTarget[],
): ExternalTarget | null {
  const [externalTarget, ...others] = externalTargets;
  if (externalTarget === undefined) {
    if (name !== undefined) return null;
    throw new Refusal('name a target, give the path of one, or start one with --exec "<command>"');
  }
  const isOne =
    name === undefined || name === externalTarget.path || name === externalTarget.entry.name;
  if (isOne && others.length === 0) return externalTarget;
  throw new Refusal(`a search has one target: either ${quoted(name ?? '')} or --exec`);
}

/** What a live target did cannot be taken back, and so its states cannot be searched. */
function refuseLive({ name, target }: Registered): void {
  if (target.family !== 'live') return;
  throw new Refusal(`${name} is live code: it can be hunted in (run), not searched (explore)`);
}

/** What a search judges unless it is told otherwise. */
function fairTo({ target }: Registered): readonly PropertyId[] {
  const { capabilities } = target;
  const safety = safetyFairTo(capabilities, null).map(({ id }) => id);
  return [...safety, ...goalsFairTo(capabilities)];
}

/** Why possibilities are left out of what is judged by default. */
function notJudgedOf(
  { target, expected }: Registered,
  properties: readonly PropertyId[],
): readonly NotJudged[] {
  return DEAD_END_GOALS.flatMap((goal) => {
    if (properties.includes(goal)) return [];
    const alone = expected.verdict === 'held' ? '' : `it is searched for ${expected.by} alone`;
    return [{ goal, why: unfairBecause(goal, target.capabilities) ?? alone }];
  });
}

/** A target that is known to be broken is searched for what it is known to break. */
function propertiesOf(entry: Registered, options: string | undefined): readonly PropertyId[] {
  if (options === undefined) {
    const { expected } = entry;
    const declared = expected.verdict === 'held' ? [] : JUDGED.filter((id) => id === expected.by);
    return declared.length > 0 ? declared : fairTo(entry);
  }
  const ids = PROPERTIES.map(({ id }) => id);
  const chosen = someOf('property', options, ids);
  for (const goal of DEAD_END_GOALS) if (chosen.includes(goal)) refuseUnfair(goal, entry);
  const owedInTime = chosen.find((id) => !JUDGED.includes(id));
  if (owedInTime === undefined) return chosen;
  throw new Refusal(
    `--property ${owedInTime}: it is owed in time, and a search has no clock; ` +
      `safety and liveness are told apart by: ${COMMAND} list properties`,
  );
}

function refuseUnfair(goal: DeadEndGoal, { target }: Registered): void {
  const why = unfairBecause(goal, target.capabilities);
  if (why !== null) throw new Refusal(`--property ${goal}: ${why}`);
}

function faultsOf({ target }: Registered, options: string | undefined): readonly SearchFault[] {
  if (options === undefined) return searchFaultsFairTo(target.capabilities);
  if (options === 'none') return [];
  const chosen = someOf('fault of a search', options, SEARCH_FAULTS);
  return SEARCH_FAULTS.filter((fault) => chosen.includes(fault));
}

function budgetOf(options: string | undefined): number | null {
  if (options === undefined) return null;
  const budget = parseBudget(options);
  if (budget.kind === 'time') return budget.ms;
  throw new Refusal(`--budget ${quoted(options)}: a search has no runs; write a time such as 30s`);
}
