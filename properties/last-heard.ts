/**
 * When each node last heard from its leader. Most messages are heartbeats, and a property that was
 * woken for each would cost more than all others: so this is noted in passing, in place.
 */
import type { Received } from '../trace/event.ts';
import type { NodeView } from '../trace/view.ts';
import type { Heard } from './property.ts';

interface OpenHeard extends Heard {
  event: Received;
  step: number;
  timeMs: number;
}

export class LastHeard {
  /** n1's first; null if it has not, or if what it heard since may be an order to stand. */
  readonly list: (Heard | null)[];
  readonly #slots: (OpenHeard | null)[];

  constructor(nodes: number) {
    this.list = new Array<Heard | null>(nodes).fill(null);
    this.#slots = new Array<OpenHeard | null>(nodes).fill(null);
  }

  /** A message has arrived at a node, which then looks like this. */
  note(event: Received, after: NodeView | null, step: number, timeMs: number): void {
    const { meaning, node } = event;
    if (meaning.kind !== 'appendEntries') {
      if (meaning.kind === 'other') this.list[node - 1] = null;
      return;
    }
    // A candidate that stays one has not recognized it as its leader.
    if (after === null || meaning.term !== after.currentTerm || after.role !== 'follower') return;
    const slot = this.#slots[node - 1] ?? null;
    if (slot === null) {
      this.list[node - 1] = this.#slots[node - 1] = { event, step, timeMs };
      return;
    }
    slot.event = event;
    slot.step = step;
    slot.timeMs = timeMs;
    this.list[node - 1] = slot;
  }
}
