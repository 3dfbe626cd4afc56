/** From a failing run to a finding: shrunk, performed once more for the record, and named. */
import type { PropertyId } from '../../properties/property.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { Scenario } from '../../faults/scenario.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import { isPure, pureOf, type PureTarget, type Target } from '../../simulator/target.ts';
import type { Failing } from './scenario-attempts.ts';
import { breaksInOrder } from './breaks-in-order.ts';
import { deadEndOfRun } from './dead-end-of-run.ts';
import { decisionsOf, withoutIdleTimers } from '../running/decisions-of.ts';
import { DoesNotReproduce } from '../running/does-not-reproduce.ts';
import {
  FINDING_VERSION,
  type Engine,
  type Finding,
  type RunSize,
  type SavedRun,
  type Shrinking,
} from '../finding.ts';
import { findingId, signatureOf } from '../identity.ts';
import { owesOrder } from '../overtaking.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import { recordRun, recordScenario } from '../running/record.ts';
import { untimedSize } from '../run-size.ts';
import { shareOf, type ShrinkLimits } from './shrink-limits.ts';
import { searchFaultsFairTo } from '../search-faults.ts';
import { shrinkSchedule, type ShrunkSchedule } from './shrink-schedule.ts';
import { shrinkScenario, type Shrunk } from './shrink-scenario.ts';

/** Another story may take so many times fewer runs and states to shrink. */
const OTHERS_SHARE = 4;

/** A failing run as it was met. */
export interface Met {
  readonly property: PropertyId;
  readonly foundBy: Engine;
  readonly original: RunSize;
  /** The run itself, to be shown beside what it was shrunk to. */
  readonly run?: SavedRun | undefined;
}

/** What shrinking comes to. */
export interface ShrinkResult {
  readonly finding: Finding;
  /** Simpler runs met on the way that break the same property and tell other stories. */
  readonly others: readonly Finding[];
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
): ShrinkResult {
  const schedule = scheduleOf(target, property, smallest);
  const met: Met = {
    property,
    foundBy: 'timed',
    original: timedSize(original, schedule),
    run: { kind: 'scenario', ...original.scenario },
  };
  if (schedule !== null) return findingOfSchedule(target, met, schedule, limits);
  const shrunk = shrinkScenario(target, property, smallest.scenario, limits);
  const finding = findingOfShrunk(target, met, shrunk, executions, limits);
  const share = shareOf(limits, OTHERS_SHARE);
  const others = shrunk.others.map(({ scenario }) =>
    findingOfShrunk(target, met, shrinkScenario(target, property, scenario, share), 0, limits),
  );
  const stuck = deadEndFinding(target, met, shrunk.scenario, share);
  return { finding, others: otherThan(finding, [...stuck, ...others]) };
}

/** Beside a run that waits in vain: how its cluster came to be stuck, if it is stuck for ever. */
function deadEndFinding(
  target: Target,
  met: Met,
  scenario: Scenario,
  limits: ShrinkLimits,
): readonly Finding[] {
  if (!isPure(target)) return [];
  const stuck = deadEndOfRun(target, met.property, scenario);
  if (stuck === null) return [];
  const { goal, schedule } = stuck;
  return [findingOfSchedule(target, { ...met, property: goal }, schedule, limits).finding];
}

/** Throws {@link DoesNotReproduce} if the schedule does not break the property. */
export function findingOfSchedule(
  target: Target,
  met: Met,
  start: Schedule,
  limits: ShrinkLimits,
): ShrinkResult {
  const { property } = met;
  const pure = pureOf(target);
  const faults = searchFaultsFairTo(target.capabilities);
  const shrunk = shrinkSchedule(pure, property, start, faults, limits);
  const finding = findingOfShrunkSchedule(pure, met, shrunk, limits);
  const share = shareOf(limits, OTHERS_SHARE);
  const others = shrunk.others.map((schedule) => {
    const other = shrinkSchedule(pure, property, schedule, faults, share);
    return findingOfShrunkSchedule(pure, met, other, limits);
  });
  return { finding, others: otherThan(finding, others) };
}

/** One of each story that the finding does not tell. */
function otherThan(finding: Finding, others: readonly Finding[]): Finding[] {
  const signatures = [finding, ...others].map(({ signature }) => signature);
  return others.filter((_, index) => signatures.indexOf(signatures[index + 1] ?? '') > index);
}

function findingOfShrunk(
  target: Target,
  met: Met,
  { scenario, result, ablation, isOneMinimal, executions }: Shrunk,
  earlierExecutions: number,
  limits: ShrinkLimits,
): Finding {
  return named(target, met, { kind: 'scenario', ...scenario }, ablation, {
    original: met.original,
    shrunk: timedSize({ scenario, result }, null),
    executions: earlierExecutions + executions,
    result: isOneMinimal ? '1-minimal' : 'budget',
    states: 0,
    ...sizesAskedFor(limits),
  });
}

function findingOfShrunkSchedule(
  target: PureTarget,
  met: Met,
  { schedule, ablation, executions, states, result }: ShrunkSchedule,
  limits: ShrinkLimits,
): Finding {
  const { events } = performSchedule(target, schedule, { sought: new Set([met.property]) });
  return named(target, met, { kind: 'schedule', ...schedule }, ablation, {
    original: met.original,
    shrunk: untimedSize(schedule, events),
    executions,
    result,
    states,
    ...sizesAskedFor(limits),
  });
}

/** Whoever shrinks the finding again must know them. */
export function sizesAskedFor({
  nodes = null,
}: Pick<ShrinkLimits, 'nodes'>): Pick<Shrinking, 'nodesAskedFor'> {
  if (nodes === null) return {};
  return { nodesAskedFor: [...new Set(nodes)].sort((one, other) => one - other) };
}

/** The decisions of a timed run, if they break the property on their own. */
function scheduleOf(target: Target, property: PropertyId, { scenario }: Failing): Schedule | null {
  if (propertyNamed(property).kind !== 'safety' || !isPure(target)) return null;
  const { trace } = recordScenario(target, scenario, new Set([property]));
  const isOrderOwed = owesOrder(target, trace);
  const { nodes, timing } = scenario;
  for (const told of [trace, withoutIdleTimers(trace)]) {
    const schedule = { nodes, timing, decisions: decisionsOf(told) };
    if (breaksInOrder(target, property, schedule, isOrderOwed)) return schedule;
  }
  return null;
}

/** Performs the run for the record; throws {@link DoesNotReproduce} if it breaks nothing. */
export function named(
  target: Target,
  { property, foundBy, run: met }: Met,
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
    ...(met === undefined ? {} : { met }),
    signature: signatureOf(property, witness),
  };
}

export function timedSize({ scenario, result }: Failing, schedule: Schedule | null): RunSize {
  return {
    nodes: scenario.nodes,
    actions: scenario.actions.length,
    decisions: schedule?.decisions.length ?? null,
    events: result.events,
    simulatedMs: result.simulatedMs,
  };
}
