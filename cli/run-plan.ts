/** From arguments to what shall be done: everything is checked here, before anything is done. */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Refusal } from '../adapters/refusal.ts';
import type { ActionKind } from '../faults/action.ts';
import { ACTIONS, kindsFairTo } from '../faults/catalogue.ts';
import { PROPERTIES, propertyNamed } from '../properties/catalogue.ts';
import type { PropertyId } from '../properties/property.ts';
import type { Shard } from '../campaign/ledger/chunk.ts';
import type { HuntRequest } from '../campaign/threads/hunt-request.ts';
import type { ShrinkBudget } from '../campaign/threads/shrink-budget.ts';
import { HUNTING_ENGINES, type HuntingEngine } from '../search/hunting/hunt-options.ts';
import { searchFaultsFairTo, searchFaultsOf } from '../search/search-faults.ts';
import { SCHEDULERS, type SchedulerName } from '../search/walking/scheduler.ts';
import type { Registered } from '../targets/registry.ts';
import { oneOf, someOf } from './choice.ts';
import { isPath, type ExternalTarget } from './external-target.ts';
import { shellQuoted } from './invocation.ts';
import { parseMinCoverage, type CoverageFloor } from './min-coverage.ts';
import { PROFILE_NAMES, PROFILES, type ProfileName } from './profile.ts';
import {
  parseBudget,
  parseNodes,
  parseCount,
  parseRecheck,
  parseSeed,
  parseShard,
  parseWorkers,
  seedText,
  type Budget,
} from './quantity.ts';
import { parseShrinkBudget } from './shrink-budget.ts';
import { USUAL_WORKERS } from './configuration/settings.ts';
import { targetNamed } from './target-named.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { TIMINGS } from '../library/timings.ts';

/** The options of `run` as they were typed. */
export interface RunArguments {
  readonly runs?: string;
  readonly budget?: string;
  readonly seed?: string;
  readonly nodes?: string;
  readonly faults?: string;
  readonly property?: string;
  readonly engine?: string;
  readonly scheduler?: string;
  readonly workers?: string;
  readonly shard?: string;
  readonly recheck?: string;
  readonly shrinkBudget?: string;
  readonly maxFindings?: string;
  readonly profile: string;
  readonly timing: string;
  readonly keepGoing?: boolean;
  readonly minCoverage?: string;
}

/** What shall be done to one target. */
export interface TargetPlan {
  readonly entry: Registered;
  readonly request: HuntRequest;
  /** Null without a limit of time. */
  readonly budgetMs: number | null;
  /** Below it, a hunt that held proves nothing; null: none is asked for. */
  readonly minCoverage: CoverageFloor | null;
  /** Left out because the target does not promise to bear them. */
  readonly spared: readonly ActionKind[];
  /** The options that draw the same runs again. */
  readonly setting: string;
  /** The option that brings the target to other commands; null if it comes with whitewater. */
  readonly given: string | null;
}

export interface RunPlan {
  readonly seed: number;
  /** The part of the campaign that is performed here; undefined: all of it. */
  readonly shard: Shard | undefined;
  readonly targets: readonly TargetPlan[];
  /** What all targets have together; null: each has its own, that of the profile or of `--runs`. */
  readonly shared: Budget | null;
}

/** A budget of time alone leaves the number of runs open. */
export const UNLIMITED_RUNS = Number.MAX_SAFE_INTEGER;

/** Throws a refusal of one line if anything is unknown, out of range, or not brought along. */
export function planRun(
  names: readonly string[],
  options: RunArguments,
  externalTargets: readonly ExternalTarget[] = [],
): RunPlan {
  const choice = choose(options);
  const targets = [
    ...new Set(names.length === 0 && externalTargets.length === 0 ? ['raft'] : names),
  ];
  const plans = targets.map((name) => {
    const externalTarget = isPath(name)
      ? externalTargets.find(({ path }) => path === name)
      : undefined;
    return externalTarget === undefined
      ? planFor(targetNamed(name), choice)
      : planForExternal(externalTarget, choice);
  });
  const programs = externalTargets.filter(({ path }) => path === null);
  return {
    seed: choice.seed,
    shard: choice.shard,
    shared: options.budget === undefined ? null : parseBudget(options.budget),
    targets: [
      ...plans,
      ...programs.map((externalTarget) => planForExternal(externalTarget, choice)),
    ],
  };
}

/** What was said, checked, and what is usual where nothing was. */
interface Choice {
  readonly options: RunArguments;
  readonly profile: ProfileName;
  readonly timing: keyof typeof TIMINGS;
  readonly seed: number;
  /** Null: those in which a broken target breaks, for a sound one those of the profile. */
  readonly nodes: readonly number[] | null;
  /** Null: what each target promises to bear. */
  readonly faults: readonly ActionKind[] | null;
  /** Null: what each target is known to break, or any. */
  readonly sought: readonly PropertyId[] | null;
  readonly engines: readonly HuntingEngine[];
  /** Null: those of the profile. */
  readonly schedulers: readonly SchedulerName[] | null;
  readonly shrinkBudget: ShrinkBudget;
  readonly maxFindings: number;
  readonly workers: number;
  readonly minCoverage: CoverageFloor | null;
  readonly shard: Shard | undefined;
  readonly recheckEvery: number | undefined;
}

function choose(options: RunArguments): Choice {
  const profile = oneOf('profile', options.profile, PROFILE_NAMES);
  return {
    options,
    profile,
    timing: oneOf('timing', options.timing, Object.keys(TIMINGS) as (keyof typeof TIMINGS)[]),
    seed: options.seed === undefined ? randomInt(2 ** 32) : parseSeed(options.seed),
    nodes: options.nodes === undefined ? null : parseNodes(options.nodes),
    faults: options.faults === undefined ? null : someOf('fault', options.faults, FAULT_KINDS),
    sought: options.property === undefined ? null : someOf('property', options.property, IDS),
    engines:
      options.engine === undefined
        ? HUNTING_ENGINES
        : someOf('engine', options.engine, HUNTING_ENGINES),
    schedulers:
      options.scheduler === undefined ? null : someOf('scheduler', options.scheduler, SCHEDULERS),
    shrinkBudget: parseShrinkBudget(options.shrinkBudget),
    maxFindings: maxFindingsOf(options, profile),
    minCoverage: options.minCoverage === undefined ? null : parseMinCoverage(options.minCoverage),
    workers: parseWorkers(options.workers ?? USUAL_WORKERS, availableParallelism()),
    shard: options.shard === undefined ? undefined : shardOf(options.shard, options.seed),
    recheckEvery: options.recheck === undefined ? undefined : parseRecheck(options.recheck),
  };
}

/** Shards of seeds of their own are parts of nothing. */
function shardOf(shard: string, seed: string | undefined): Shard {
  const parsed = parseShard(shard);
  if (seed !== undefined) return parsed;
  throw new Refusal('--shard needs --seed: all shards of a campaign must have the same one');
}

/** Sizes that were not asked for are those of the profile, and shrinking need not keep to them. */
function settingOf({ seed, timing, profile, ...choice }: Choice): string {
  const { nodes, faults, sought, engines, schedulers, shard } = choice;
  const sizes = nodes === null ? '' : ` --nodes ${nodes.join(',')}`;
  const parts = [`--seed ${seedText(seed)}${sizes} --timing ${timing} --profile ${profile}`];
  if (faults !== null) parts.push(`--faults ${faults.join(',')}`);
  if (sought !== null) parts.push(`--property ${sought.join(',')}`);
  if (engines.length < HUNTING_ENGINES.length) parts.push(`--engine ${engines.join(',')}`);
  if (schedulers !== null) parts.push(`--scheduler ${schedulers.join(',')}`);
  if (shard !== undefined) parts.push(`--shard ${shard.index}/${shard.count}`);
  return parts.join(' ');
}

function planFor(registered: Registered, choice: Choice): TargetPlan {
  const entry = askedFor(registered, choice.sought);
  const { options, seed, engines, timing, faults, sought, shrinkBudget, maxFindings } = choice;
  const profile = PROFILES[choice.profile];
  const isSound = registered.expected.verdict === 'held';
  const nodes = choice.nodes ?? (isSound ? sizesFor(entry, profile.nodes) : entry.nodes);
  const budget = budgetOf(options, isSound ? profile.budget : profile.patience);
  const judged = sought ?? declaredOf(entry);
  refusePossibilities(entry.name, judged ?? []);
  const { capabilities } = entry.target;
  const fair = kindsFairTo(capabilities);
  const request: HuntRequest = {
    target: entry.name,
    ...{ seed, engines, schedulers: choice.schedulers ?? profile.schedulers },
    maxRuns: budget.maxRuns,
    nodes,
    sought: judged,
    faults: faults ?? fair,
    searchFaults: faults === null ? searchFaultsFairTo(capabilities) : searchFaultsOf(faults),
    timing: entry.target.timing ?? TIMINGS[timing],
    maxFindings,
    maxActions: profile.maxActions,
    shrinkBudget,
    nodesAskedFor: choice.nodes,
    workers: choice.workers,
    ...(choice.shard === undefined ? {} : { shard: choice.shard }),
    recheckEvery: choice.recheckEvery,
  };
  const spared = faults === null ? FAULT_KINDS.filter((kind) => !fair.includes(kind)) : [];
  return {
    entry,
    request,
    budgetMs: budget.ms,
    minCoverage: choice.minCoverage,
    spared,
    setting: settingOf(choice),
    given: null,
  };
}

function planForExternal(externalTarget: ExternalTarget, choice: Choice): TargetPlan {
  const plan = planFor(externalTarget.entry, choice);
  const { path, option } = externalTarget;
  const setting =
    path === null ? `${plan.setting} ${option}` : `${shellQuoted(path)} ${plan.setting}`;
  return {
    ...plan,
    request: { ...plan.request, ...externalTarget.request },
    setting,
    given: option,
  };
}

/** Some are not meant for clusters as small as usual. */
function sizesFor({ target, nodes }: Registered, usual: readonly number[]): readonly number[] {
  const { smallestCluster = 1 } = target;
  const enough = usual.filter((size) => size >= smallestCluster);
  return enough.length === 0 ? nodes : enough;
}

const FAULT_KINDS: readonly ActionKind[] = ACTIONS.map(({ kind }) => kind);
const IDS: readonly PropertyId[] = PROPERTIES.map(({ id }) => id);

/** Usually a hunt ends with its first find; one that goes on shrinks one of each property. */
function maxFindingsOf(options: RunArguments, profile: ProfileName): number {
  if (options.maxFindings !== undefined) return parseCount('--max-findings', options.maxFindings);
  return (options.keepGoing ?? PROFILES[profile].keepGoing) ? Infinity : 1;
}

/**
 * Who asks for properties is told of these alone: one that the target is known to break is expected
 * to break, and all others to hold.
 */
export function askedFor(entry: Registered, sought: readonly PropertyId[] | null): Registered {
  const { expected, alsoBreaks = [] } = entry;
  if (sought === null || expected.verdict === 'held') return entry;
  const by = [expected.by, ...alsoBreaks].find((id) => sought.some((asked) => asked === id));
  return {
    ...entry,
    expected: by === undefined ? { verdict: 'held' } : { verdict: 'violated', by },
  };
}

/** A target that is known to be broken is hunted for what it is known to break. */
function declaredOf({ expected }: Registered): readonly PropertyId[] | null {
  if (expected.verdict === 'held') return null;
  return IDS.filter((id) => id === expected.by);
}

/** Where a cluster can still go is judged of states, and no run shows it. */
function refusePossibilities(name: string, judged: readonly PropertyId[]): void {
  const goal = judged.find((id) => propertyNamed(id).kind === 'possibility');
  if (goal === undefined) return;
  throw new Refusal(
    `${goal} is judged of states, not of runs; search them: ${COMMAND} explore ${name}`,
  );
}

/** A number of runs replaces the budget of the profile; with both, whichever ends first counts. */
function budgetOf(
  { runs, budget }: RunArguments,
  usual: Budget,
): { readonly maxRuns: number; readonly ms: number | null } {
  const options = budget === undefined ? null : parseBudget(budget);
  const counted = runs === undefined ? null : parseCount('--runs', runs);
  const chosen = options ?? (counted === null ? usual : null);
  const ms = chosen?.kind === 'time' ? chosen.ms : null;
  const limit = chosen?.kind === 'runs' ? chosen.runs : UNLIMITED_RUNS;
  return { maxRuns: Math.min(limit, counted ?? UNLIMITED_RUNS), ms };
}
