/** Performs a run again without each of its parts: what is no longer possible then? */
import type { Scenario } from '../../faults/scenario.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { Target } from '../../simulator/target.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { SavedRun } from '../finding.ts';
import { performSchedule } from './perform-schedule.ts';
import { Run } from './run.ts';

export interface RunTrial {
  /** The place of the decision or action that is left out, from 0. */
  readonly part: number;
  /** The places of those that are not enabled, or change nothing, without it. */
  readonly impossible: readonly number[];
}

/** One for each decision, or for each action but the passing of time, in their order. */
export function trialsOf(target: Target, run: SavedRun, property: PropertyId): readonly RunTrial[] {
  return run.kind === 'schedule'
    ? scheduleTrials(target, run, property)
    : scenarioTrials(target, run, property);
}

function scheduleTrials(
  target: Target,
  schedule: Schedule,
  property: PropertyId,
): readonly RunTrial[] {
  const { decisions } = schedule;
  return decisions.map((_, part) => {
    const rest = { ...schedule, decisions: decisions.toSpliced(part, 1) };
    const { skipped } = performSchedule(target, rest, { sought: new Set([property]) });
    return { part, impossible: skipped.map(({ index }) => (index < part ? index : index + 1)) };
  });
}

function scenarioTrials(
  target: Target,
  { actions, ...setting }: Scenario,
  property: PropertyId,
): readonly RunTrial[] {
  const sought = new Set([property]);
  return actions.flatMap((left, part) => {
    if (left.kind === 'elapse') return [];
    const run = new Run(target, setting, { sought });
    const impossible = actions.flatMap((action, place) => {
      if (place === part || run.isOver) return [];
      const before = run.model.performed.length;
      run.act(action);
      return run.model.performed.length === before && !run.isOver ? [place] : [];
    });
    return [{ part, impossible }];
  });
}
