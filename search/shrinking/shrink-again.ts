/** Shrinks a saved finding once more: with another budget, or with a shrinker that has learned. */
import type { Finding, Shrinking } from '../finding.ts';
import { findingOfScenario, findingOfSchedule, type ShrinkResult } from './make-finding.ts';
import { performScenario } from '../running/perform-scenario.ts';
import type { ShrinkLimits } from './shrink-limits.ts';
import type { Target } from '../../simulator/target.ts';

/** What became of a finding. */
export interface ShrunkAgain {
  /** The one to keep: the old one, unless the new one is smaller or better proved. */
  readonly finding: Finding;
  readonly change: 'same' | 'smaller' | 'better proved';
  /** Simpler runs that break the same property and tell other stories. */
  readonly others: readonly Finding[];
}

/**
 * The finding must replay; the cluster sizes that it was asked for bind the shrinker again. Throws
 * `DoesNotReproduce` if its run goes two ways.
 */
export function shrinkAgain(target: Target, finding: Finding, limits: ShrinkLimits): ShrunkAgain {
  const nodes = finding.shrinking.nodesAskedFor ?? limits.nodes ?? null;
  const { finding: again, others } = shrunk(target, finding, { ...limits, nodes });
  return comparedWith(finding, again, others);
}

/** Which of the two to keep. */
export function comparedWith(
  finding: Finding,
  again: Finding,
  others: readonly Finding[],
): ShrunkAgain {
  const { foundBy, shrinking, met } = finding;
  const { original } = shrinking;
  const better = { ...again, foundBy, shrinking: { ...again.shrinking, original }, met };
  if (again.id !== finding.id) return { finding: better, change: 'smaller', others };
  const isProvedBetter = strengthOf(again.shrinking) > strengthOf(shrinking);
  return isProvedBetter
    ? { finding: better, change: 'better proved', others }
    : { finding, change: 'same', others };
}

function shrunk(target: Target, finding: Finding, limits: ShrinkLimits): ShrinkResult {
  const { run, property, foundBy, shrinking } = finding;
  if (run.kind === 'schedule') {
    const met = { property, foundBy, original: shrinking.original };
    return findingOfSchedule(target, met, run, limits);
  }
  const { nodes, seed, timing, settings, actions } = run;
  const scenario = { nodes, seed, timing, settings, actions };
  const result = performScenario(target, scenario, { sought: new Set([property]) });
  const failing = { scenario, result };
  const met = { property, original: failing, smallest: failing, executions: 0 };
  return findingOfScenario(target, met, limits);
}

function strengthOf({ result }: Shrinking): number {
  const order: readonly Shrinking['result'][] = ['budget', '1-minimal', 'proven shortest'];
  return order.indexOf(result);
}
