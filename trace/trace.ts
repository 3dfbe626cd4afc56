/** What happened, kept: for reports, logs and tests. The fast pass of a hunt keeps nothing. */
import type { Received, TraceEvent } from './event.ts';
import type { Observer } from './observer.ts';
import type { NodeView } from './view.ts';

/** A message left its sender: written down beside what happened, under a number of its own. */
export interface Sent {
  readonly kind: 'sent';
  readonly node: number;
  readonly flight: Received;
}

/** One line of the trace. */
export interface TraceLine {
  /** Counted from 1; properties name steps by it. */
  readonly step: number;
  readonly timeMs: number;
  readonly event: TraceEvent | Sent;
  /** The view of the event's node before and after; null while it is down, or for no node. */
  readonly before: NodeView | null;
  readonly after: NodeView | null;
}

export type Trace = readonly TraceLine[];

/** Writes down everything that it observes. */
export class Recorder implements Observer {
  readonly lines: TraceLine[] = [];

  happened(
    timeMs: number,
    event: TraceEvent,
    before: NodeView | null,
    after: NodeView | null,
  ): void {
    this.lines.push({ step: this.lines.length + 1, timeMs, event, before, after });
  }

  sent(timeMs: number, flight: Received): void {
    const event: Sent = { kind: 'sent', node: flight.from, flight };
    this.lines.push({ step: this.lines.length + 1, timeMs, event, before: null, after: null });
  }
}

/** The event whose input made a node act: that of the step that a crash or an error ended. */
export function inputOf(event: TraceLine['event']): TraceLine['event'] | null {
  return event.kind === 'crashed' || event.kind === 'threw' ? event.during : event;
}
