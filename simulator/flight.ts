import type { Received } from '../trace/event.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { NodeId } from '../trace/view.ts';
import type { AgendaEntry } from './agenda.ts';

/** A message in flight: the event of its arrival, waiting on the agenda. */
export class Flight implements Received, AgendaEntry {
  readonly kind = 'received';
  readonly node: NodeId;
  readonly from: NodeId;
  readonly message: unknown;
  readonly meaning: WireMeaning;
  readonly ordinal: number;
  readonly copy: boolean;
  readonly sentAtMs: number;
  /** Link and kind as one number: the first part of the name of its luck. */
  readonly slot: number;
  dueMs = 0;
  next: AgendaEntry | null = null;

  constructor(
    from: NodeId,
    to: NodeId,
    message: unknown,
    meaning: WireMeaning,
    ordinal: number,
    copy: boolean,
    sentAtMs: number,
    slot: number,
  ) {
    this.node = to;
    this.from = from;
    this.message = message;
    this.meaning = meaning;
    this.ordinal = ordinal;
    this.copy = copy;
    this.sentAtMs = sentAtMs;
    this.slot = slot;
  }

  /** The second copy that the network makes. */
  duplicate(): Flight {
    const { from, node, message, meaning, ordinal, sentAtMs, slot } = this;
    return new Flight(from, node, message, meaning, ordinal, true, sentAtMs, slot);
  }
}
