/** The recording pass: the same run once more, this time written down. */
import type { Scenario } from '../faults/scenario.ts';
import type { PropertyId } from '../properties/property.ts';
import type { PureTarget } from '../simulator/target.ts';
import { Digest } from '../trace/digest.ts';
import { Recorder, type Trace } from '../trace/trace.ts';
import { performScenario } from './perform.ts';
import type { RunResult } from './run.ts';

export interface Recording {
  readonly result: RunResult;
  readonly trace: Trace;
  /** Fingerprint of the whole trace. */
  readonly digest: string;
}

/** Performs a scenario until the sought property breaks, or to its end, and keeps the trace. */
export function recordScenario(
  target: PureTarget,
  scenario: Scenario,
  sought: ReadonlySet<PropertyId> | null,
): Recording {
  const recorder = new Recorder();
  const digest = new Digest();
  const observers = [recorder, digest];
  const result = performScenario(target, scenario, { sought, observers });
  return { result, trace: recorder.lines, digest: digest.value };
}
