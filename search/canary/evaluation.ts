/**
 * One trial of the canary: is a broken Raft killed by the property that it is known to break, by
 * which engine, how soon, and how short is the run that remains? A control must survive.
 */
import type { ActionKind } from '../../faults/action.ts';
import { kindsFairTo } from '../../faults/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';
import type { Engine, Finding } from '../finding.ts';
import { hunt } from '../hunting/hunt.ts';
import type { HuntingEngine } from '../hunting/hunt-options.ts';
import type { ShrinkLimits } from '../shrinking/shrink-limits.ts';
import { searchFaultsFairTo, searchFaultsOf } from '../search-faults.ts';

/** What is put to trial. */
export interface MutantCase {
  readonly id: string;
  readonly target: PureTarget;
  /** Judged by these alone; null: by all. */
  readonly judgedBy: readonly PropertyId[] | null;
  /** Cluster sizes. */
  readonly nodes: readonly number[];
  /** Faults that are not used. */
  readonly without: readonly ActionKind[];
  /** Decisions of the shortest run known: an exhaustive search goes no further. */
  readonly shortest: number | null;
}

/** How long a trial may take. */
export interface EvaluationBudget {
  readonly seed: number;
  readonly timing: Timing;
  /** Timed runs; of adversarial ones there are ten times as many. */
  readonly maxRuns: number;
  readonly maxActions: number;
  readonly shrinkLimits: () => ShrinkLimits;
  readonly shouldStop: () => boolean;
  /** The real clock, for what a trial costs. */
  readonly nowMs: () => number;
}

/** One engine against one mutant case. */
export interface Evaluation {
  readonly engine: Engine;
  /** Null if it survived. */
  readonly kill: Kill | null;
  /** Runs that were made, the killing one included; 0 for an exhaustive search. */
  readonly runs: number;
  readonly wallMs: number;
}

export interface Kill {
  readonly property: PropertyId;
  /** 0 for an exhaustive search, which makes no runs. */
  readonly runs: number;
  /** Until the run that killed, and from there to the finding. */
  readonly huntMs: number;
  readonly shrinkMs: number;
  /** Null if the run that killed does not happen twice. */
  readonly finding: Finding | null;
}

/** Lets one engine hunt for the mutant case. */
export function evaluate(
  { target, judgedBy, nodes, without }: MutantCase,
  engine: HuntingEngine,
  budget: EvaluationBudget,
): Evaluation {
  const faults = kindsFairTo(target.capabilities).filter((kind) => !without.includes(kind));
  const fair = searchFaultsFairTo(target.capabilities);
  const left = searchFaultsOf(faults);
  const startedMs = budget.nowMs();
  let killedMs = startedMs;
  const { firstFind, findings, broken, progress } = hunt(target, {
    ...budget,
    engines: [engine],
    nodes,
    faults,
    searchFaults: fair.filter((fault) => left.includes(fault)),
    sought: judgedBy === null ? null : new Set(judgedBy),
    maxFindings: 1,
    onProgress: ({ phase }) => {
      if (phase === 'shrinking') killedMs = budget.nowMs();
    },
  });
  const endedMs = budget.nowMs();
  const [finding = null] = findings;
  const property = finding?.property ?? broken[0];
  const runs = engine === 'timed' ? progress.runs : progress.adversarialRuns;
  const wallMs = endedMs - startedMs;
  if (firstFind === null || property === undefined) return { engine, kill: null, runs, wallMs };
  const shrinkMs = endedMs - killedMs;
  const huntMs = killedMs - startedMs;
  return {
    engine,
    kill: { property, runs: firstFind.runs, huntMs, shrinkMs, finding },
    runs,
    wallMs,
  };
}
