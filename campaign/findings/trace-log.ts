/** A trace as a log: one JSON object per line, complete, in the order of events. */
import type { SavedRun } from '../../search/finding.ts';
import type { Received, TraceEvent } from '../../trace/event.ts';
import type { Sent, Trace } from '../../trace/trace.ts';
import type { NodeView } from '../../trace/view.ts';

/** The first line says what was performed, so that the log alone is enough to do it again. */
export function traceLog(target: string, run: SavedRun, trace: Trace): string {
  const lines = trace.map(({ step, timeMs, event, before, after }) => {
    const change = before === after ? {} : { before: plainView(before), after: plainView(after) };
    return JSON.stringify({ step, timeMs, event: plainEvent(event), ...change });
  });
  const head = JSON.stringify({ kind: 'run', target, run });
  return [head, ...lines, ''].join('\n');
}

/** Messages in flight belong to the world's agenda: only what happened is copied. */
function plainEvent(event: TraceEvent | Sent): unknown {
  switch (event.kind) {
    case 'received':
      return plainFlight(event);
    case 'sent':
    case 'lost':
    case 'duplicated':
      return { ...event, flight: plainFlight(event.flight) };
    case 'crashed':
      return event.during?.kind === 'received'
        ? { ...event, during: plainFlight(event.during) }
        : event;
    default:
      return event;
  }
}

function plainFlight(flight: Received): Received {
  const { kind, node, from, message, meaning, ordinal, copy, sentAtMs } = flight;
  return { kind, node, from, message, meaning, ordinal, copy, sentAtMs };
}

/** A target's state may hold more than anybody may know. */
function plainView(view: NodeView | null): NodeView | null {
  if (view === null) return null;
  const { role, currentTerm, votedFor, log, commitIndex, matchIndex } = view;
  return { role, currentTerm, votedFor, log, commitIndex, matchIndex };
}
