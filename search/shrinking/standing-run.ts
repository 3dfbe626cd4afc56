/**
 * A run in which a step of the target stands still. The step is known by its number, so the run can
 * be performed up to there without standing still: that makes it a run that fails like any other.
 */
import { renumbered } from '../../faults/renumber.ts';
import type { PropertyId } from '../../properties/property.ts';
import { hasStoodStill } from '../../simulator/ending.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { Target } from '../../simulator/target.ts';
import type { Engine, Finding, RunSize, SavedRun } from '../finding.ts';
import { endsWhere } from '../running/ends-where.ts';
import { performScenario } from '../running/perform-scenario.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import type { RunUnderWay } from '../running/run-under-way.ts';
import { untimedSize } from '../run-size.ts';
import { named, sizesAskedFor, timedSize } from './make-finding.ts';
import { standingScheduleOf } from './standing-schedule.ts';

/** The property that it breaks. */
export const NEVER_THROWS: ReadonlySet<PropertyId> = new Set<PropertyId>(['never-throws']);

/** The target stands still in its `request`-th request, counted from 1. */
export interface StandingRun<Run extends RunUnderWay = SavedRun> {
  readonly run: Run;
  readonly request: number;
}

/** One that was performed up to there: its run holds nothing that comes later. */
export interface TrimmedRun extends StandingRun {
  readonly size: RunSize;
}

/** The same target, which throws where it is known to stand still in this run. */
export function endingIn(target: Target, request: number): Target {
  return endsWhere(target, (number) => number === request);
}

/**
 * The same run as it can be saved. Null if the target does not come to this request again: then it
 * is no function of its inputs.
 */
export function trimmed(
  target: Target,
  { run, request }: StandingRun<RunUnderWay>,
): TrimmedRun | null {
  if (run.kind === 'scenario') return trimmedScenario(target, run, request);
  const standing = standingScheduleOf(target, run, request);
  if (standing === null) return null;
  const { schedule, content } = standing;
  const first = performedUntil(target, schedule, content);
  if (first === null) return null;
  // Decisions that are not enabled ask nothing, but others may be put into simpler words.
  const { nodes, timing } = schedule;
  const plain = { nodes, timing, decisions: first.performed };
  const again = performedUntil(target, plain, content);
  if (again === null) return null;
  const size = untimedSize(plain, again.events);
  return { run: { kind: 'schedule', ...plain }, request: again.request, size };
}

function trimmedScenario(
  target: Target,
  { nodes, seed, timing, settings, actions }: Extract<SavedRun, { readonly kind: 'scenario' }>,
  request: number,
): TrimmedRun | null {
  const setting = { nodes, seed, timing, settings };
  const options = { sought: NEVER_THROWS };
  const result = performScenario(endingIn(target, request), { ...setting, actions }, options);
  if (!hasStoodStill(result)) return null;
  const performed = result.actionsPerformed.map((action) => renumbered(action, nodes));
  const scenario = { ...setting, actions: performed };
  const size = timedSize({ scenario, result }, null);
  return { run: { kind: 'scenario', ...scenario }, request, size };
}

interface PerformedUntil {
  readonly request: number;
  readonly performed: Schedule['decisions'];
  readonly events: number;
}

/** Performs a schedule until this very request; null if it is not made. */
function performedUntil(
  target: Target,
  schedule: Schedule,
  content: string,
): PerformedUntil | null {
  let request = 0;
  const ending = endsWhere(target, (number, contentOfIt) => {
    if (contentOfIt() !== content) return false;
    request = number;
    return true;
  });
  const result = performSchedule(ending, schedule, { sought: NEVER_THROWS });
  return hasStoodStill(result) ? { ...result, request } : null;
}

/** What a finding says beside its run. */
export interface AboutStanding {
  readonly foundBy: Engine;
  readonly original: RunSize;
  /** Cluster sizes that were asked for; null: any. */
  readonly nodes: readonly number[] | null;
  /** Runs that shrinking took so far. */
  readonly executions: number;
}

/** The finding that the run is, as long as it may not be the simplest. */
export function findingOfStanding(
  target: Target,
  { run, request, size }: TrimmedRun,
  { foundBy, original, executions, nodes }: AboutStanding,
): Finding {
  const met = { property: 'never-throws', foundBy, original } as const;
  const shrinking = {
    original,
    shrunk: size,
    executions,
    result: 'budget',
    states: 0,
    ...sizesAskedFor({ nodes }),
  } as const;
  return named(endingIn(target, request), met, run, [], shrinking);
}

/** The same once each of its parts was left out, and that run did not stand still. */
export function asMinimal(finding: Finding, executions: number): Finding {
  const { run, shrinking } = finding;
  const parts: readonly unknown[] = run.kind === 'schedule' ? run.decisions : run.actions;
  return {
    ...finding,
    ablation: parts.map((_, part) => ({ part, needed: true })),
    shrinking: { ...shrinking, executions, result: '1-minimal' },
  };
}
