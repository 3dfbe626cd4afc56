/**
 * Drops the clock: reads from the trace of a timed run which decisions its clocks, latencies and
 * faults came to. Time itself is none of them: whatever fires may fire at any time.
 */
import { isStep, type Decision, type StepDecision } from '../../simulator/decision.ts';
import { messageName } from '../../trace/causality.ts';
import type { Crashed, StepEvent } from '../../trace/event.ts';
import { inputOf, type Trace, type TraceLine } from '../../trace/trace.ts';
import type { NodeView } from '../../trace/view.ts';

/** The decisions of a run, in the order in which their effects were seen. */
export function decisionsOf(trace: Trace): readonly Decision[] {
  const arrivals = arrivalsLeft(trace);
  const decisions: Decision[] = [];
  /** Where the step that a node took last stands: a crash may turn out to have cut it short. */
  const lastStep = new Map<number, number>();
  for (const { event } of trace) {
    switch (event.kind) {
      case 'timerFired':
      case 'proposed':
      case 'received':
        lastStep.set(event.node, decisions.length);
        decisions.push(stepDecision(event, arrivals));
        break;
      case 'threw':
        // A restart that throws follows from the decision to crash.
        if (event.during.kind !== 'booted') decisions.push(stepDecision(event.during, arrivals));
        break;
      case 'crashed': {
        const index = event.wasSeen ? (lastStep.get(event.node) ?? -1) : -1;
        const crash = crashDecision(event, decisions[index], arrivals);
        if (index === -1) decisions.push(crash);
        else decisions[index] = crash;
        break;
      }
      default:
        // Everything else follows from the decisions, or was the clock's business.
        break;
    }
  }
  return decisions;
}

/**
 * The same without timers that changed nothing that anyone could see. A target that looks at its
 * clock whenever a timer ticks has many of those; without a clock, each means that time is up.
 */
export function withoutIdleTimers(trace: Trace): Trace {
  return trace.filter((line) => line.event.kind !== 'timerFired' || hasEffect(line, trace));
}

function hasEffect({ step, before, after }: TraceLine, trace: Trace): boolean {
  if (isOtherwise(before, after)) return true;
  const next = trace[step]?.event.kind;
  return next === 'sent' || next === 'persisted' || next === 'applied';
}

/** A view may be another record and say the same. */
function isOtherwise(before: NodeView | null, after: NodeView | null): boolean {
  if (before === after || before === null || after === null) return before !== after;
  return (
    before.role !== after.role ||
    before.currentTerm !== after.currentTerm ||
    before.votedFor !== after.votedFor ||
    before.log !== after.log ||
    before.commitIndex !== after.commitIndex
  );
}

/** How often each message is still to arrive: all but the last time the network keeps a copy. */
function arrivalsLeft(trace: Trace): Map<string, number> {
  const arrivals = new Map<string, number>();
  for (const { event } of trace) {
    const arrived = inputOf(event);
    if (arrived?.kind !== 'received') continue;
    const name = messageName(arrived);
    arrivals.set(name, (arrivals.get(name) ?? 0) + 1);
  }
  return arrivals;
}

function stepDecision(event: StepEvent, arrivals: Map<string, number>): StepDecision {
  switch (event.kind) {
    case 'timerFired':
      return { kind: 'fire', node: event.node, timer: event.timer };
    case 'proposed':
      return { kind: 'propose', node: event.node, command: event.command };
    case 'received': {
      const name = messageName(event);
      const left = (arrivals.get(name) ?? 1) - 1;
      arrivals.set(name, left);
      const { from, node: to, message } = event;
      return { kind: left > 0 ? 'duplicate' : 'deliver', from, to, message };
    }
  }
}

function crashDecision(
  { node, during, effectsPerformed }: Crashed,
  seen: Decision | undefined,
  arrivals: Map<string, number>,
): Decision {
  if (during === null) return { kind: 'crash', node };
  const step = seen !== undefined && isStep(seen) ? seen : stepDecision(during, arrivals);
  return { kind: 'crashWithin', step, afterEffects: effectsPerformed };
}
