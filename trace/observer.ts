import type { Received, TraceEvent } from './event.ts';
import type { NodeView } from './view.ts';

/**
 * Observes a run while it happens: the check of the properties, a digest, a recorder.
 * Called in the order of events; arguments may be kept, they never change.
 */
export interface Observer {
  /**
   * An event has happened. For an event of one node, `before` and `after` are its views, null while
   * it is down; for an event of the world both are null.
   */
  happened(
    timeMs: number,
    event: TraceEvent,
    before: NodeView | null,
    after: NodeView | null,
  ): void;
  /** A message has left its sender; the network has not decided its fate yet. */
  sent(timeMs: number, flight: Received): void;
}

/** One observer that passes everything on to several. */
export function allOf(observers: readonly Observer[]): Observer {
  const [only] = observers;
  if (observers.length === 1 && only !== undefined) return only;
  return {
    happened(timeMs, event, before, after) {
      for (const observer of observers) observer.happened(timeMs, event, before, after);
    },
    sent(timeMs, flight) {
      for (const observer of observers) observer.sent(timeMs, flight);
    },
  };
}
