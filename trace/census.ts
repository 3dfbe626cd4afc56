/** Counts what happened, so that a green run can show its work. */
import { isFault, type Received, type TraceEvent } from './event.ts';
import { countFault, noFaults, type FaultCounts } from './fault-counts.ts';
import type { Observer } from './observer.ts';
import type { NodeView } from './view.ts';

export class Census implements Observer {
  /** Everything that happened, messages sent not counted. */
  events = 0;
  messagesSent = 0;
  /** Times that a node became candidate of a new term. */
  elections = 0;
  /** Times that a node became leader. */
  leaders = 0;
  faults = 0;
  readonly faultCounts: FaultCounts = noFaults();
  /** Terms in which an election ended without a leader. */
  get splitVotes(): number {
    return Math.max(0, this.#contestedTerms.size - this.#wonTerms.size);
  }
  readonly #contestedTerms = new Set<number>();
  readonly #wonTerms = new Set<number>();

  happened(
    _timeMs: number,
    event: TraceEvent,
    before: NodeView | null,
    after: NodeView | null,
  ): void {
    this.events += 1;
    if (event.kind === 'received') {
      if (event.copy) this.faultCounts.copiesDelivered += 1;
    } else if (isFault(event)) {
      this.faults += 1;
      countFault(this.faultCounts, event);
    }
    if (before === after || after === null) return;
    if (after.role !== 'follower' && after.currentTerm !== before?.currentTerm) {
      this.elections += 1;
      this.#contestedTerms.add(after.currentTerm);
    }
    if (after.role === 'leader' && before?.role !== 'leader') {
      this.leaders += 1;
      this.#wonTerms.add(after.currentTerm);
    }
  }

  sent(_timeMs: number, _flight: Received): void {
    this.messagesSent += 1;
  }
}
