/** Traces as they can be sent from thread to thread: nothing but data. */
import type { Finding } from '../../search/finding.ts';
import { recordRun } from '../../search/running/record.ts';
import type { Target } from '../../simulator/target.ts';
import type { Received } from '../../trace/event.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';
import type { NodeView } from '../../trace/view.ts';

/** Performs the run of a finding once more. */
export function traceOf(target: Target, { run, property }: Finding): Trace {
  return plainTrace(recordRun(target, run, new Set([property])).trace);
}

/** The same for several, by id. */
export function tracesOf(target: Target, findings: readonly Finding[]): ReadonlyMap<string, Trace> {
  return new Map(findings.map((finding) => [finding.id, traceOf(target, finding)]));
}

/** Messages of live code hold functions, and views may hold anything: only data can be sent. */
export function plainTrace(trace: Trace): Trace {
  const views = new Map<NodeView, NodeView>();
  const viewOf = (view: NodeView | null): NodeView | null => {
    if (view === null) return null;
    const known = views.get(view) ?? plainView(view);
    views.set(view, known);
    return known;
  };
  const flights = new Map<Received, Received>();
  const flightOf = (flight: Received): Received => {
    const known = flights.get(flight) ?? plainFlight(flight);
    flights.set(flight, known);
    return known;
  };
  return trace.map((line) => ({
    ...line,
    event: plainEvent(line.event, flightOf),
    before: viewOf(line.before),
    after: viewOf(line.after),
  }));
}

function plainView({
  role,
  currentTerm,
  votedFor,
  log,
  commitIndex,
  matchIndex,
}: NodeView): NodeView {
  return { role, currentTerm, votedFor, log, commitIndex, matchIndex };
}

function plainEvent(
  event: TraceLine['event'],
  flightOf: (flight: Received) => Received,
): TraceLine['event'] {
  switch (event.kind) {
    case 'received':
      return flightOf(event);
    case 'sent':
    case 'lost':
    case 'duplicated':
      return { ...event, flight: flightOf(event.flight) };
    case 'crashed':
      return event.during?.kind === 'received'
        ? { ...event, during: flightOf(event.during) }
        : event;
    default:
      return event;
  }
}

function plainFlight(flight: Received): Received {
  const { kind, node, from, message, meaning, ordinal, copy, sentAtMs } = flight;
  const plain: unknown = message === undefined ? null : JSON.parse(JSON.stringify(message));
  return { kind, node, from, message: plain, meaning, ordinal, copy, sentAtMs };
}
