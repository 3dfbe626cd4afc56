/** The run that a search has found, as a finding. */
import { performance } from 'node:perf_hooks';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { findingOfSearch } from '../../search/shrinking/found-by-exploring.ts';
import type { ShrinkResult } from '../../search/shrinking/make-finding.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';
import type { Trace } from '../../trace/trace.ts';
import { tracesOf } from './recorded-trace.ts';
import { shrinkLimits, USUAL_SHRINK_BUDGET } from './shrink-budget.ts';
import type { StepBoard } from './step-board.ts';

/** What a search was asked for. */
export interface Searched {
  readonly bounds: { readonly nodes: number };
  readonly properties: readonly PropertyId[];
  readonly timing: Timing;
  /** Cluster sizes that the shrunk run may have; null: any. */
  readonly nodesAskedFor: readonly number[] | null;
}

/** A finding with the traces of its runs. */
export type ShrunkSearch = ShrinkResult & { readonly traces: ReadonlyMap<string, Trace> };

/** Null if the run goes another way when it is performed again. */
export function shrunkSearch(
  target: PureTarget,
  { bounds, timing, nodesAskedFor, properties: ids }: Searched,
  decisions: readonly Decision[],
  board: StepBoard,
): ShrunkSearch | null {
  const properties = ids.map(propertyNamed);
  const limits = shrinkLimits(USUAL_SHRINK_BUDGET, () => performance.now(), board, nodesAskedFor);
  const schedule = { nodes: bounds.nodes, timing, decisions };
  const found = findingOfSearch(target, schedule, properties, limits);
  if (found === null) return null;
  return { ...found, traces: tracesOf(target, [found.finding, ...found.others]) };
}
