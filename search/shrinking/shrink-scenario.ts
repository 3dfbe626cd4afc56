/**
 * Makes a failing scenario as small as it can: fewer nodes, fewer actions, calmer water, shorter
 * times, luckier seeds. The property that breaks never changes on the way.
 */
import type { Action } from '../../faults/action.ts';
import { specOf } from '../../faults/catalogue.ts';
import { renumbered } from '../../faults/renumber.ts';
import type { Scenario } from '../../faults/scenario.ts';
import type { PropertyId } from '../../properties/property.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import type { Target } from '../../simulator/target.ts';
import { Attempts, type Failing } from './scenario-attempts.ts';
import type { Ablation } from '../finding.ts';
import { canonicalJson } from '../canonical-json.ts';
import { reduceList, reducePairs } from './reduce-list.ts';
import type { ShrinkLimits } from './shrink-limits.ts';

/** Other seeds that are tried, so that a run need not wait for a rare draw. */
const SEEDS_TRIED = 48;

export interface Shrunk extends Failing {
  readonly executions: number;
  readonly ablation: readonly Ablation[];
  readonly isOneMinimal: boolean;
  /** Simpler scenarios that break the same property and tell other stories. */
  readonly others: readonly Failing[];
}

export function shrinkScenario(
  target: Target,
  property: PropertyId,
  scenario: Scenario,
  limits: ShrinkLimits,
): Shrunk {
  const attempts = new Attempts(target, property, scenario, limits);
  for (let before: Failing | null = null; before !== attempts.best; ) {
    before = attempts.best;
    fewerNodes(attempts);
    ownNumbers(attempts);
    fewerActions(attempts);
    luckierSeeds(attempts);
    calmerWater(attempts);
    simplerParameters(attempts);
  }
  const isAtRest = !attempts.isExhausted;
  const ablation = ablate(attempts);
  const { best, executions, others } = attempts;
  const isWhole = ablation.length === best.scenario.actions.length;
  const isOneMinimal = isAtRest && isWhole && ablation.every(({ needed }) => needed);
  return { ...best, executions, ablation, isOneMinimal, others };
}

function fewerNodes(attempts: Attempts): void {
  for (const nodes of attempts.smallerClusters) {
    const { scenario } = attempts.best;
    if (attempts.try({ ...scenario, nodes })) return;
    for (let seed = 1; seed <= SEEDS_TRIED; seed += 1) {
      if (attempts.try({ ...scenario, nodes, seed })) return;
    }
  }
}

/** Names nodes by the numbers that they have in the smaller cluster. */
function ownNumbers(attempts: Attempts): void {
  const { scenario } = attempts.best;
  const actions = scenario.actions.map((action) => renumbered(action, scenario.nodes));
  if (canonicalJson(actions) === canonicalJson(scenario.actions)) return;
  attempts.restate({ ...scenario, actions });
}

function fewerActions(attempts: Attempts): void {
  const keep = (actions: readonly Action[]): boolean =>
    attempts.try({ ...attempts.best.scenario, actions });
  reduceList(attempts.best.scenario.actions, keep);
  reducePairs(attempts.best.scenario.actions, keep);
  keep(withElapsesMerged(attempts.best.scenario.actions));
}

function luckierSeeds(attempts: Attempts): void {
  for (let seed = 1; seed <= SEEDS_TRIED; seed += 1) {
    const { scenario } = attempts.best;
    attempts.try({ ...scenario, seed, actions: [] });
    for (const index of scenario.actions.keys()) {
      attempts.try({ ...scenario, seed, actions: scenario.actions.toSpliced(index, 1) });
    }
    attempts.try({ ...attempts.best.scenario, seed });
  }
}

function calmerWater(attempts: Attempts): void {
  const { scenario } = attempts.best;
  attempts.try({ ...scenario, settings: DEFAULT_NETWORK });
  attempts.try({ ...scenario, settings: { ...scenario.settings, fifo: true } });
  const even = { ...DEFAULT_NETWORK, latencyMinMs: 5, latencyMaxMs: 5, fifo: true, syncMaxMs: 0 };
  attempts.try({ ...attempts.best.scenario, settings: even });
}

function simplerParameters(attempts: Attempts): void {
  for (let index = 0; index < attempts.best.scenario.actions.length; index += 1) {
    while (simplerAt(attempts, index));
  }
}

function simplerAt(attempts: Attempts, index: number): boolean {
  const { scenario } = attempts.best;
  const action = scenario.actions[index];
  if (action === undefined) return false;
  return specOf(action)
    .simpler(action)
    .some((simpler) =>
      attempts.try({ ...scenario, actions: scenario.actions.with(index, simpler) }),
    );
}

function withElapsesMerged(actions: readonly Action[]): readonly Action[] {
  const merged: Action[] = [];
  for (const action of actions) {
    const last = merged.at(-1);
    if (action.kind === 'elapse' && last?.kind === 'elapse') {
      merged[merged.length - 1] = { kind: 'elapse', ms: last.ms + action.ms };
    } else {
      merged.push(action);
    }
  }
  return merged;
}

/** Each action left is left out once more, while there is time: is the story gone without it? */
function ablate(attempts: Attempts): Ablation[] {
  const { scenario } = attempts.best;
  const ablation: Ablation[] = [];
  for (let part = 0; part < scenario.actions.length && !attempts.isOverdue; part += 1) {
    const without = { ...scenario, actions: scenario.actions.toSpliced(part, 1) };
    ablation.push({ part, needed: !attempts.breaks(without) });
  }
  return ablation;
}
