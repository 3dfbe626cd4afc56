/** A trace with the answers that a story asks of it again and again. */
import type { Received } from '../../trace/event.ts';
import { messageName } from '../../trace/causality.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';

export interface TraceIndex {
  readonly trace: Trace;
  readonly nodes: number;
  /** The line with this step; steps beyond the trace have none. */
  lineAt(step: number): TraceLine | null;
  /** The line of the node's step that caused a line: the one that sent, the one that applied. */
  causeOf(line: TraceLine): TraceLine;
  /** What a step sent, in order. */
  sentBy(line: TraceLine): readonly Received[];
  /** The step that sent a message. */
  senderOf(flight: Received): TraceLine | null;
}

/** Reads a trace once. */
export function traceIndex(trace: Trace, nodes: number): TraceIndex {
  const causes: TraceLine[] = [];
  const sendings = new Map<TraceLine, Received[]>();
  const senders = new Map<string, TraceLine>();
  const latest = new Map<NodeId, TraceLine>();
  for (const line of trace) {
    const { event } = line;
    const isOfAStep = event.kind === 'sent' || event.kind === 'applied';
    const cause = isOfAStep ? (latest.get(event.node) ?? line) : line;
    causes.push(cause);
    const node = actor(line);
    if (node !== null) latest.set(node, line);
    if (event.kind !== 'sent') continue;
    senders.set(messageName(event.flight), cause);
    const sent = sendings.get(cause);
    if (sent === undefined) sendings.set(cause, [event.flight]);
    else sent.push(event.flight);
  }
  return {
    trace,
    nodes,
    lineAt: (step) => trace[step - 1] ?? null,
    causeOf: (line) => causes[line.step - 1] ?? line,
    sentBy: (line) => sendings.get(line) ?? [],
    senderOf: (flight) => senders.get(messageName(flight)) ?? null,
  };
}

/** Whether a node acts on this line: what it sends and applies next belongs to it. */
function actor({ event }: TraceLine): NodeId | null {
  switch (event.kind) {
    case 'received':
    case 'timerFired':
    case 'proposed':
    case 'booted':
      return event.node;
    default:
      return null;
  }
}
