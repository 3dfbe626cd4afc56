/**
 * A timed run that breaks liveness may end where nothing can help any more: then that is what it
 * shows, and the decisions that lead there, without a clock, are a shorter story and a proof.
 */
import type { Scenario } from '../../faults/scenario.ts';
import type { PropertyId } from '../../properties/property.ts';
import { supports } from '../../simulator/capabilities.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { DEAD_END_GOALS, type DeadEndGoal } from '../../trace/dead-end.ts';
import type { Trace } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import { decisionsOf, withoutIdleTimers } from '../running/decisions-of.ts';
import { owesOrder } from '../overtaking.ts';
import { recordScenario } from '../running/record.ts';
import { breaksInOrder } from './breaks-in-order.ts';

/** The properties that a dead end breaks in time. */
const OWED: readonly PropertyId[] = ['eventual-leader', 'progress'];

/** A run that ends in a dead end. */
export interface DeadEndRun {
  readonly goal: DeadEndGoal;
  readonly schedule: Schedule;
}

/** Null if there is still a way on from where the run has broken the property, or from before. */
export function deadEndOfRun(
  target: PureTarget,
  property: PropertyId,
  scenario: Scenario,
): DeadEndRun | null {
  if (!OWED.includes(property)) return null;
  const { trace } = recordScenario(target, scenario, new Set([property]));
  const healed = trace.findIndex(({ event }) => event.kind === 'healed');
  const { nodes, timing } = scenario;
  const isOrderOwed = owesOrder(target, trace);
  for (const part of healed === -1 ? [trace] : [trace.slice(0, healed), trace]) {
    for (const told of [part, withoutIdleTimers(part)]) {
      const schedule = { nodes, timing, decisions: [...decisionsOf(told), ...endingOf(told)] };
      const goal = goalMissed(target, schedule, isOrderOwed);
      if (goal !== null) return { goal, schedule };
    }
  }
  return null;
}

/** What is under way is lost, and who is down stays so. */
function endingOf(trace: Trace): readonly Decision[] {
  const down = new Set<NodeId>();
  for (const { event } of trace) {
    if (event.kind === 'crashed') down.add(event.node);
    if (event.kind === 'booted') down.delete(event.node);
  }
  return [
    { kind: 'loseAll' },
    ...[...down].map((node) => ({ kind: 'failForGood', node }) as const),
  ];
}

function goalMissed(
  target: PureTarget,
  schedule: Schedule,
  isOrderOwed: boolean,
): DeadEndGoal | null {
  for (const goal of DEAD_END_GOALS) {
    if (goal === 'proposal-committable' && !supports(target.capabilities, 'proposals')) continue;
    if (breaksInOrder(target, goal, schedule, isOrderOwed)) return goal;
  }
  return null;
}
