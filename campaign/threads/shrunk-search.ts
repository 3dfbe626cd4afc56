/** The run that a search has found, as a finding. */
import { performance } from 'node:perf_hooks';
import { propertyNamed } from '../../properties/catalogue.ts';
import { findingOfSearch } from '../../search/shrinking/found-by-exploring.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { ExploreOutcome, ExploreRequest } from './explore-job.ts';
import { tracesOf } from './recorded-trace.ts';
import { shrinkLimits, USUAL_SHRINK_BUDGET } from './shrink-budget.ts';
import type { StepBoard } from './step-board.ts';

export function shrunkSearch(
  target: PureTarget,
  { bounds, timing, nodesAskedFor, ...request }: ExploreRequest,
  decisions: readonly Decision[],
  board: StepBoard,
): ExploreOutcome {
  const properties = request.properties.map(propertyNamed);
  const limits = shrinkLimits(USUAL_SHRINK_BUDGET, () => performance.now(), board, nodesAskedFor);
  const schedule = { nodes: bounds.nodes, timing, decisions };
  const found = findingOfSearch(target, schedule, properties, limits);
  if (found === null) return { kind: 'diverged' };
  const traces = tracesOf(target, [found.finding, ...found.others]);
  return { kind: 'violated', ...found, traces };
}
