/** From a failing run to a finding: shrunk, performed once more for the record, and named. */
import type { PropertyId } from '../../properties/property.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import { isPure, promises, pureOf, type Target } from '../../simulator/target.ts';
import type { Failing } from './scenario-attempts.ts';
import { decisionsOf, withoutIdleTimers } from '../running/decisions-of.ts';
import { DoesNotReproduce } from '../running/determinism.ts';
import {
  FINDING_VERSION,
  type Engine,
  type Finding,
  type RunSize,
  type SavedRun,
  type Shrinking,
} from '../finding.ts';
import { findingId, signatureOf } from '../identity.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import { recordRun, recordScenario } from '../running/record.ts';
import type { ShrinkLimits } from './shrink-limits.ts';
import { searchFaultsFairTo } from '../search-faults.ts';
import { shrinkSchedule } from './shrink-schedule.ts';
import { shrinkScenario } from './shrink-scenario.ts';

/** A failing run as it was met. */
export interface Met {
  readonly property: PropertyId;
  readonly foundBy: Engine;
  readonly original: RunSize;
}

/** A timed run that failed, and the simplest that fast-check made of it. */
export interface MetTimed {
  readonly property: PropertyId;
  readonly original: Failing;
  readonly smallest: Failing;
  /** Runs that fast-check took for that. */
  readonly executions: number;
}

/**
 * Safety needs no clock: a timed run that broke it becomes a schedule, if the same decisions break
 * it without a clock too. Throws {@link DoesNotReproduce} if the run goes two ways.
 */
export function findingOfScenario(
  target: Target,
  { property, original, smallest, executions }: MetTimed,
  limits: ShrinkLimits,
): Finding {
  const schedule = scheduleOf(target, property, smallest);
  const met: Met = { property, foundBy: 'timed', original: timedSize(original, schedule) };
  if (schedule !== null) return findingOfSchedule(target, met, schedule, limits);
  const shrunk = shrinkScenario(target, property, smallest.scenario, limits.maxExecutions);
  const { scenario, ablation } = shrunk;
  return named(target, met, { kind: 'scenario', ...scenario }, ablation, {
    original: met.original,
    shrunk: timedSize(shrunk, null),
    executions: executions + shrunk.executions,
    result: shrunk.isOneMinimal ? '1-minimal' : 'budget',
    states: 0,
  });
}

/** The schedule must break the property. */
export function findingOfSchedule(
  target: Target,
  met: Met,
  start: Schedule,
  limits: ShrinkLimits,
): Finding {
  const pure = pureOf(target);
  const faults = searchFaultsFairTo(target.capabilities);
  const shrunk = shrinkSchedule(pure, met.property, start, faults, limits);
  const { schedule, ablation, executions, states, result } = shrunk;
  const { property } = met;
  const { events } = performSchedule(pure, schedule, { sought: new Set([property]) });
  return named(target, met, { kind: 'schedule', ...schedule }, ablation, {
    original: met.original,
    shrunk: untimedSize(schedule, events),
    executions,
    result,
    states,
  });
}

export function untimedSize({ nodes, decisions }: Schedule, events: number): RunSize {
  return { nodes, actions: null, decisions: decisions.length, events, simulatedMs: null };
}

/** The decisions of a timed run, if they break the property on their own. */
function scheduleOf(target: Target, property: PropertyId, { scenario }: Failing): Schedule | null {
  if (propertyNamed(property).kind !== 'safety' || !isPure(target)) return null;
  // Without a clock any message may be late: no fair run for a target that needs them in order.
  const isOrdered = scenario.settings.fifo && !promises(target.capabilities, 'reordering');
  if (isOrdered) return null;
  const sought = new Set([property]);
  const { trace } = recordScenario(target, scenario, sought);
  const { nodes, timing } = scenario;
  for (const told of [trace, withoutIdleTimers(trace)]) {
    const schedule = { nodes, timing, decisions: decisionsOf(told) };
    const { violations } = performSchedule(target, schedule, { sought });
    if (violations.some((violation) => violation.property === property)) return schedule;
  }
  return null;
}

function named(
  target: Target,
  { property, foundBy }: Met,
  run: SavedRun,
  ablation: Finding['ablation'],
  shrinking: Shrinking,
): Finding {
  const { result, digest } = recordRun(target, run, new Set([property]));
  const witness = result.violations.find((violation) => violation.property === property)?.witness;
  if (witness === undefined) {
    throw new DoesNotReproduce(`${target.name} breaks ${property} sometimes`);
  }
  return {
    whitewater: FINDING_VERSION,
    id: findingId(target.name, property, run),
    target: target.name,
    property,
    run,
    witness,
    digest,
    ablation,
    foundBy,
    shrinking,
    signature: signatureOf(property, witness),
  };
}

function timedSize({ scenario, result }: Failing, schedule: Schedule | null): RunSize {
  return {
    nodes: scenario.nodes,
    actions: scenario.actions.length,
    decisions: schedule?.decisions.length ?? null,
    events: result.events,
    simulatedMs: result.simulatedMs,
  };
}
