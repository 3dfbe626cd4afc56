/**
 * The messages in flight, as lists of numbers in ascending order. Where the network may duplicate,
 * they are the set of all messages ever sent: delivering a message and keeping it costs the same as
 * delivering it, and leaves more open, so nothing shorter is missed.
 */
import type { KnownOutcome, MessageId } from './transition-cache.ts';
import { ListTable } from './list-table.ts';
import { ABSENT } from './pair-table.ts';

/** Number of a list of messages. */
export type FlightsId = number;

export class Flights {
  readonly none: FlightsId;
  readonly #keeps: boolean;
  readonly #lists = new ListTable();
  readonly #sent: FlightsId[] = [];

  /** `keeps`: a message that is delivered stays in flight, and one copy of each is enough. */
  constructor(keeps: boolean) {
    this.#keeps = keeps;
    this.none = this.#lists.finish();
  }

  countOf(flights: FlightsId): number {
    return this.#lists.lengthOf(flights);
  }

  at(flights: FlightsId, index: number): MessageId {
    return this.#lists.at(flights, index);
  }

  /** What an outcome sends. */
  sentBy({ id, sent }: KnownOutcome): FlightsId {
    return (this.#sent[id] ??= this.#idOf(sent));
  }

  /** Messages that were sent before the search began. */
  of(messages: readonly MessageId[]): FlightsId {
    return this.#idOf(messages);
  }

  /** What is in flight once a message has been delivered and others were sent. */
  after(flights: FlightsId, delivered: MessageId, sent: FlightsId): FlightsId {
    const isTaken = delivered !== ABSENT && !this.#keeps;
    const rest = isTaken ? this.#without(flights, delivered) : flights;
    if (sent === this.none || (this.#keeps && this.#hasAll(rest, sent))) return rest;
    return this.#with(rest, sent);
  }

  /** Most steps send again what was sent before. */
  #hasAll(flights: FlightsId, sent: FlightsId): boolean {
    const lists = this.#lists;
    const count = lists.lengthOf(sent);
    for (let index = 0; index < count; index += 1) {
      if (!lists.includes(flights, lists.at(sent, index))) return false;
    }
    return true;
  }

  #idOf(sent: readonly MessageId[]): FlightsId {
    const sorted = sent.toSorted((a, b) => a - b);
    for (const message of this.#keeps ? new Set(sorted) : sorted) this.#lists.push(message);
    return this.#lists.finish();
  }

  #with(flights: FlightsId, sent: FlightsId): FlightsId {
    this.#lists.pushMerged(flights, sent, this.#keeps);
    return this.#lists.finish();
  }

  #without(flights: FlightsId, message: MessageId): FlightsId {
    const lists = this.#lists;
    let isTaken = false;
    for (let index = 0; index < lists.lengthOf(flights); index += 1) {
      const other = lists.at(flights, index);
      if (other === message && !isTaken) isTaken = true;
      else lists.push(other);
    }
    return lists.finish();
  }
}
