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
import { PROFILE_NAMES, PROFILES, type ProfileName } from './profile.ts';
import {
  parseBudget,
  parseNodes,
  parseRuns,
  parseSeed,
  seedText,
  type Budget,
} from './quantity.ts';

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
  const choice = choose(said);
  const setting = settingOf(choice);
  return { seed: choice.seed, targets: entries.map((entry) => planFor(entry, choice, setting)) };
}

/** What was said, checked, and what is usual where nothing was. */
interface Choice {
  readonly said: RunArguments;
  readonly profile: ProfileName;
  readonly timing: keyof typeof TIMINGS;
  readonly seed: number;
  readonly nodes: readonly number[];
  /** Null: what each target promises to bear. */
  readonly faults: readonly ActionKind[] | null;
  /** Null: what each target is known to break, or any. */
  readonly sought: readonly PropertyId[] | null;
}

function choose(said: RunArguments): Choice {
  const profile = oneOf('profile', said.profile, PROFILE_NAMES);
  return {
    said,
    profile,
    timing: oneOf('timing', said.timing, Object.keys(TIMINGS) as (keyof typeof TIMINGS)[]),
    seed: said.seed === undefined ? randomInt(2 ** 32) : parseSeed(said.seed),
    nodes: said.nodes === undefined ? PROFILES[profile].nodes : parseNodes(said.nodes),
    faults: said.faults === undefined ? null : someOf('fault', said.faults, FAULT_KINDS),
    sought: said.property === undefined ? null : someOf('property', said.property, IDS),
  };
}

function settingOf({ seed, nodes, timing, profile, faults, sought }: Choice): string {
  const parts = [
    `--seed ${seedText(seed)} --nodes ${nodes.join(',')} --timing ${timing} --profile ${profile}`,
  ];
  if (faults !== null) parts.push(`--faults ${faults.join(',')}`);
  if (sought !== null) parts.push(`--property ${sought.join(',')}`);
  return parts.join(' ');
}

function planFor(entry: Registered, choice: Choice, setting: string): TargetPlan {
  const { said, seed, nodes, timing, faults, sought } = choice;
  const profile = PROFILES[choice.profile];
  const isSound = entry.expected.verdict === 'held';
  const budget = budgetOf(said, isSound ? profile.budget : profile.patience);
  const fair = kindsFairTo(entry.target.capabilities);
  const order: HuntOrder = {
    target: entry.name,
    seed,
    maxRuns: budget.maxRuns,
    nodes,
    sought: sought ?? declaredOf(entry),
    faults: faults ?? fair,
    timing: TIMINGS[timing],
    stopAtFirst: !(said.keepGoing ?? profile.keepGoing),
    maxActions: profile.maxActions,
  };
  const spared = faults === null ? FAULT_KINDS.filter((kind) => !fair.includes(kind)) : [];
  return { entry, order, budgetMs: budget.ms, spared, setting };
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
