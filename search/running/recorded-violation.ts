/** Judges a run by its trace alone: its target need not be there. */
import { Check, type Violation } from '../../properties/check.ts';
import type { RunFacts } from '../../properties/run-facts.ts';
import type { Capabilities } from '../../simulator/capabilities.ts';
import type { Trace } from '../../trace/trace.ts';
import { POSSIBILITIES, propertiesFairTo, safetyFairTo } from './fair-properties.ts';

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
 * The violation that ended the run: the first of its last moment (an action that is under way then
 * is still written down), that of the first deadline after it, else the last one that a hunt went
 * on after, since it did not look for it. Null if the trace shows none, as the first part of a
 * longer one.
 */
export function violationThatEnded(
  trace: Trace,
  { hasClock, facts, capabilities }: RecordedRun,
): Violation | null {
  const properties = hasClock
    ? propertiesFairTo(capabilities, null)
    : safetyFairTo(capabilities, POSSIBILITIES);
  const met: Violation[] = [];
  const check = new Check(properties, facts, (violation) => met.push(violation));
  const lastMs = trace.at(-1)?.timeMs ?? 0;
  let metBefore = 0;
  for (const { timeMs, event, before, after } of trace) {
    if (event.kind === 'sent') check.sent(timeMs, event.flight);
    else check.happened(timeMs, event, before, after);
    if (timeMs < lastMs) metBefore = met.length;
  }
  if (!hasClock) return met.at(-1) ?? null;
  const isAtEnd = met.length > metBefore;
  const known = met.length;
  if (!isAtEnd) check.passed(lastMs + PATIENCE_MS);
  return met[isAtEnd ? metBefore : known] ?? met[known - 1] ?? null;
}
