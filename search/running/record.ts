/** The recording pass: the same run once more, this time written down. */
import type { Scenario } from '../../faults/scenario.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { Target } from '../../simulator/target.ts';
import { Digest } from '../../trace/digest.ts';
import { Recorder, type Trace } from '../../trace/trace.ts';
import type { SavedRun } from '../finding.ts';
import { performSchedule, type ScheduleResult, type Skipped } from './perform-schedule.ts';
import { performScenario } from './perform-scenario.ts';
import type { RunResult } from './run.ts';

/** A run with its trace. */
export interface Recording<Result> {
  readonly result: Result;
  readonly trace: Trace;
  /** Fingerprint of the whole trace. */
  readonly digest: string;
}

/** What both kinds of run have come to. */
export type RecordedResult = Pick<RunResult, 'verdict' | 'violations' | 'ending' | 'events'> & {
  /** Decisions of a schedule that were not enabled when their turn came. */
  readonly skipped: readonly Skipped[];
};

/** Performs a scenario until the sought property breaks, or to its end, and keeps the trace. */
export function recordScenario(
  target: Target,
  scenario: Scenario,
  sought: ReadonlySet<PropertyId> | null,
): Recording<RunResult> {
  const { recorder, digest, observers } = witnesses();
  const result = performScenario(target, scenario, { sought, observers });
  return { result, trace: recorder.lines, digest: digest.value };
}

/** The same for a schedule. */
export function recordSchedule(
  target: Target,
  schedule: Schedule,
  sought: ReadonlySet<PropertyId> | null,
): Recording<ScheduleResult> {
  const { recorder, digest, observers } = witnesses();
  const result = performSchedule(target, schedule, { sought, observers });
  return { result, trace: recorder.lines, digest: digest.value };
}

/** The same for what a finding holds. */
export function recordRun(
  target: Target,
  run: SavedRun,
  sought: ReadonlySet<PropertyId> | null,
): Recording<RecordedResult> {
  if (run.kind === 'schedule') return recordSchedule(target, run, sought);
  const recording = recordScenario(target, run, sought);
  return { ...recording, result: { ...recording.result, skipped: [] } };
}

function witnesses(): {
  readonly recorder: Recorder;
  readonly digest: Digest;
  readonly observers: readonly [Recorder, Digest];
} {
  const recorder = new Recorder();
  const digest = new Digest();
  return { recorder, digest, observers: [recorder, digest] };
}
