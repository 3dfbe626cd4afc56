/** Runs with all faults, written down: some with clocks, others without. */
import fc from 'fast-check';
import { kindsFairTo } from '../../faults/catalogue.ts';
import { scenarioArbitrary } from '../../faults/scenario-arbitrary.ts';
import { huntOptions } from '../../library/check-options.ts';
import type { Happening } from '../../reports/tla/events.ts';
import { AdversarialEngine } from '../../search/hunting/adversarial-engine.ts';
import { recordScenario, recordSchedule } from '../../search/running/record.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { Trace } from '../../trace/trace.ts';

/** What runs are drawn from. */
export interface Draw {
  readonly nodes: number;
  readonly runs: number;
  readonly seed: number;
}

/** Longer runs repeat heartbeats and little else. */
const MAX_ACTIONS = 12;

export type Run = readonly Happening[];

export function timedRuns(target: PureTarget, { nodes, runs, seed }: Draw): readonly Run[] {
  const { timing } = huntOptions(target, {});
  const kinds = kindsFairTo(target.capabilities);
  const range = { nodes: [nodes], kinds, maxActions: MAX_ACTIONS, timing, mayReorder: true };
  const scenarios = fc.sample(scenarioArbitrary(range), { seed, numRuns: runs });
  return scenarios.map((scenario) => happeningsOf(recordScenario(target, scenario, null).trace));
}

/** With `isBroken`, only runs that break a property: fewer than were drawn, perhaps none. */
export function adversarialRuns(
  target: PureTarget,
  { nodes, runs, seed }: Draw,
  isBroken = false,
): readonly Run[] {
  const schedules: Schedule[] = [];
  const options = huntOptions(target, { runs, seed, nodes: [nodes] });
  const engine = new AdversarialEngine(
    target,
    options,
    () => true,
    ({ broken, schedule }) => {
      if (!isBroken || broken !== null) schedules.push(schedule());
      return false;
    },
  );
  engine.batch(seed, runs);
  return schedules.map((schedule) => happeningsOf(recordSchedule(target, schedule, null).trace));
}

function happeningsOf(trace: Trace): Run {
  return trace.map(({ event, before, after }) => (before === after ? { event } : { event, after }));
}
