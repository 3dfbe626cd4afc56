/** Takes messages from senders, lets the network decide their fate, and hands them over. */
import type { Observer } from '../trace/observer.ts';
import type { Lost, Received } from '../trace/event.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { NodeId } from '../trace/view.ts';
import type { Agenda, AgendaEntry } from './agenda.ts';
import { Flight } from './flight.ts';
import { slotOf, type Network } from './network.ts';

export class Transport {
  readonly #agenda: Agenda<AgendaEntry>;
  readonly #network: Network;
  readonly #observer: Observer;

  constructor(agenda: Agenda<AgendaEntry>, network: Network, observer: Observer) {
    this.#agenda = agenda;
    this.#network = network;
    this.#observer = observer;
  }

  /** A message leaves its sender. */
  send(from: NodeId, to: NodeId, message: unknown, meaning: WireMeaning): void {
    const nowMs = this.#agenda.nowMs;
    const slot = slotOf(from, to, meaning.kind);
    const ordinal = this.#network.nextOrdinal(slot, meaning.term);
    const flight = new Flight(from, to, message, meaning, ordinal, false, nowMs, slot);
    this.#observer.sent(nowMs, flight);
    if (this.#network.isCut(from, to)) return this.lose(flight, 'cut');
    if (this.#network.isDegraded(nowMs)) {
      if (this.#network.isDuplicated(flight, nowMs)) this.#duplicate(flight, nowMs);
      if (this.#network.isLost(flight, nowMs)) return this.lose(flight, 'loss');
    }
    this.#agenda.add(flight, this.#network.arrivalMs(flight, nowMs));
  }

  /** Whether the link still stands when the message arrives. */
  passes(flight: Flight): boolean {
    if (!this.#network.isCut(flight.from, flight.node)) return true;
    this.lose(flight, 'cut');
    return false;
  }

  lose(flight: Received, why: Lost['why']): void {
    const lost: Lost = { kind: 'lost', node: flight.node, flight, why };
    this.#observer.happened(this.#agenda.nowMs, lost, null, null);
  }

  #duplicate(flight: Flight, nowMs: number): void {
    const copy = flight.duplicate();
    this.#observer.happened(
      nowMs,
      { kind: 'duplicated', node: copy.node, flight: copy },
      null,
      null,
    );
    this.#agenda.add(copy, this.#network.arrivalMs(copy, nowMs));
  }
}
