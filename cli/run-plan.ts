/** From arguments to what shall be done: everything is checked here, before anything is done. */
import { randomInt } from 'node:crypto';
import { LAB_TIMING, PAPER_TIMING } from '../core/timing.ts';
import type { ActionKind } from '../faults/action.ts';
import { FAULTS, kindsFairTo } from '../faults/catalogue.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import type { PropertyId } from '../properties/property.ts';
import type { HuntOrder } from '../campaign/hunt-order.ts';
import { REGISTRY, type Registered } from '../targets/registry.ts';
import { oneOf, someOf } from './choice.ts';
import { PROFILE_NAMES, PROFILES } from './profile.ts';
import { parseBudget, parseNodes, parseRuns, parseSeed, seedText, type Budget } from './quantity.ts';

/** The options of `run` as they were typed. */
export interface RunArguments {
  readonly runs?: string;
  readonly budget?: string;
  readonly seed?: string;
  readonly nodes?: string;
  readonly faults?: string;
  readonly property?: string;
  readonly profile: string;
  readonly timing: string;
  readonly keepGoing?: boolean;
}

/** What shall be done to one target. */
export interface TargetPlan {
  readonly entry: Registered;
  readonly order: HuntOrder;
  /** Null without a limit of time. */
  readonly budgetMs: number | null;
  /** Left out because the target does not promise to bear them. */
  readonly spared: readonly ActionKind[];
  /** The options that draw the same runs again. */
  readonly setting: string;
}

export interface RunPlan {
  readonly seed: number;
  readonly targets: readonly TargetPlan[];
}

/** A budget of time alone leaves the number of runs open. */
export const UNLIMITED_RUNS = Number.MAX_SAFE_INTEGER;

const TIMINGS = { lab: LAB_TIMING, paper: PAPER_TIMING } as const;

/** Throws a refusal of one line if anything is unknown or out of range. */
export function planRun(names: readonly string[], said: RunArguments): RunPlan {
  const known = REGISTRY.map(({ name }) => name);
  const targets = [...new Set(names.length === 0 ? ['raft'] : names)];
  const entries = targets.map((name) => entryNamed(oneOf('target', name, known)));
  const profileName = oneOf('profile', said.profile, PROFILE_NAMES);
  const profile = PROFILES[profileName];
  const timing = oneOf('timing', said.timing, Object.keys(TIMINGS) as (keyof typeof TIMINGS)[]);
  const seed = said.seed === undefined ? randomInt(2 ** 32) : parseSeed(said.seed);
  const faults = said.faults === undefined ? null : someOf('fault', said.faults, FAULT_KINDS);
  const sought = said.property === undefined ? null : someOf('property', said.property, IDS);
  const budget = budgetOf(said, profile.budget);
  const common = {
    seed,
    maxRuns: budget.maxRuns,
    nodes: said.nodes === undefined ? profile.nodes : parseNodes(said.nodes),
    timing: TIMINGS[timing],
    stopAtFirst: !(said.keepGoing ?? profile.keepGoing),
    maxActions: profile.maxActions,
  };
  const setting = [
    `--seed ${seedText(seed)} --nodes ${common.nodes.join(',')} --timing ${timing}`,
    `--profile ${profileName}`,
    ...(faults === null ? [] : [`--faults ${faults.join(',')}`]),
    ...(sought === null ? [] : [`--property ${sought.join(',')}`]),
  ].join(' ');
  const plans = entries.map((entry): TargetPlan => {
    const fair = kindsFairTo(entry.target.capabilities);
    const order: HuntOrder = {
      ...common,
      target: entry.name,
      sought: sought ?? declaredOf(entry),
      faults: faults ?? fair,
    };
    const spared = faults === null ? FAULT_KINDS.filter((kind) => !fair.includes(kind)) : [];
    return { entry, order, budgetMs: budget.ms, spared, setting };
  });
  return { seed, targets: plans };
}

const FAULT_KINDS: readonly ActionKind[] = FAULTS.map(({ kind }) => kind);
const IDS: readonly PropertyId[] = PROPERTIES.map(({ id }) => id);

function entryNamed(name: string): Registered {
  const entry = REGISTRY.find((registered) => registered.name === name);
  if (entry === undefined) throw new Error(`target ${name} is listed and missing`);
  return entry;
}

/** A target that is known to be broken is hunted for what it is known to break. */
function declaredOf({ expected }: Registered): readonly PropertyId[] | null {
  if (expected.verdict === 'held') return null;
  return IDS.filter((id) => id === expected.by);
}

/** A number of runs replaces the budget of the profile; with both, whichever ends first counts. */
function budgetOf(
  { runs, budget }: RunArguments,
  usual: Budget,
): { readonly maxRuns: number; readonly ms: number | null } {
  const said = budget === undefined ? null : parseBudget(budget);
  const counted = runs === undefined ? null : parseRuns(runs);
  const chosen = said ?? (counted === null ? usual : null);
  const ms = chosen?.kind === 'time' ? chosen.ms : null;
  const limit = chosen?.kind === 'runs' ? chosen.runs : UNLIMITED_RUNS;
  return { maxRuns: Math.min(limit, counted ?? UNLIMITED_RUNS), ms };
}
