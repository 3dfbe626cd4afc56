/** Judges a run by its trace alone: its target need not be there. */
import { Check, type Violation } from '../../properties/check.ts';
import type { RunFacts } from '../../properties/run-facts.ts';
import type { Capabilities } from '../../simulator/capabilities.ts';
import type { Trace } from '../../trace/trace.ts';
import { propertiesFairTo, safetyFairTo } from './fair-properties.ts';

/** What the properties may know, beside the trace. */
export interface RecordedRun {
  /** Without a clock, safety alone is judged. */
  readonly hasClock: boolean;
  readonly facts: RunFacts;
  readonly capabilities: Capabilities;
}

/** Longer than any property waits after the last event. */
const PATIENCE_MS = 600_000;

/**
 * The violation that ended the run: the last one, since a hunt goes on after those that it does
 * not look for. Null if the trace shows none, as the first part of a longer one.
 */
export function violationThatEnded(
  trace: Trace,
  { hasClock, facts, capabilities }: RecordedRun,
): Violation | null {
  const fair = hasClock ? propertiesFairTo : safetyFairTo;
  const met: Violation[] = [];
  const check = new Check(fair(capabilities, null), facts, (violation) => met.push(violation));
  for (const { timeMs, event, before, after } of trace) {
    if (event.kind === 'sent') check.sent(timeMs, event.flight);
    else check.happened(timeMs, event, before, after);
  }
  const last = met.at(-1);
  if (last !== undefined || !hasClock) return last ?? null;
  // A deadline may have passed after the last event, and the first to do so ended the run.
  check.passed((trace.at(-1)?.timeMs ?? 0) + PATIENCE_MS);
  return met[0] ?? null;
}
