/** What scenarios of `raftProperty`, `scenarios` and `faultCommands` are drawn from. */
import type { ActionKind } from '../faults/action.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import type { ScenarioRange } from '../faults/scenario-arbitrary.ts';
import { mayReorder } from '../search/search-faults.ts';
import { MAX_NODES } from '../simulator/contract.ts';
import type { Target, Timing } from '../simulator/target.ts';
import { FAULT_KINDS, timingOf, usualNodes } from './check-options.ts';
import { listOf, nonEmptyList, refuseUnknown, wholeNumber } from './option-lists.ts';

/** All may be left out. */
export interface ScenarioOptions {
  /** Sizes of clusters to draw from, each 1 to 9; 3 and 5 by default. */
  readonly nodes?: readonly number[];
  /** What may go wrong, even beyond what the target promises; all that it promises by default. */
  readonly faults?: readonly ActionKind[];
  /** The most actions of one scenario; their number is uniform from 0 to this. 40 by default. */
  readonly maxActions?: number;
  /** The timing passed to nodes: `lab` (400–550 ms, the default), `paper` (150–300), or yours. */
  readonly timing?: 'lab' | 'paper' | Timing;
}

export const SCENARIO_OPTIONS: readonly string[] = ['nodes', 'faults', 'maxActions', 'timing'];

const USUAL_ACTIONS = 40;
const MAX_ACTIONS = 1_000;

/** Throws a RangeError that names the option. */
export function scenarioRange(target: Target, options: ScenarioOptions): ScenarioRange {
  refuseUnknown('option', options, SCENARIO_OPTIONS);
  const { nodes = usualNodes(target), maxActions = USUAL_ACTIONS, faults } = options;
  if (faults !== undefined) listOf('faults', faults, FAULT_KINDS, 'faults');
  nonEmptyList('nodes', nodes);
  const kinds = faults ?? kindsFairTo(target.capabilities);
  return {
    nodes: nodes.map((size) => wholeNumber('nodes', size, target.smallestCluster ?? 1, MAX_NODES)),
    kinds,
    maxActions: wholeNumber('maxActions', maxActions, 0, MAX_ACTIONS),
    timing: timingOf(target, options.timing),
    mayReorder: mayReorder(target, kinds),
  };
}
