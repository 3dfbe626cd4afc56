/**
 * The messages in flight, as one box per receiver. A box is a list of numbers in ascending order,
 * and has a number itself, so that a step that sends to one node leaves the other boxes as they
 * are, and renaming nodes is a look-up per box.
 *
 * Where the network may duplicate, a box is the set of all messages ever sent to its node:
 * delivering a message and keeping it costs the same as delivering it, and leaves more open, so
 * nothing shorter is missed.
 */
import type { NodeId } from '../../trace/view.ts';
import { ListTable } from './list-table.ts';
import { ABSENT, PairTable } from './pair-table.ts';
import type { Renaming } from './renaming.ts';
import type { KnownOutcome, MessageId } from './transition-cache.ts';

/** Number of all messages in flight. */
export type FlightsId = number;

/** Number of the messages to one node. */
export type BoxId = number;

export interface FlightsOptions {
  readonly nodes: number;
  /** A message that is delivered stays in flight, and one copy of each is enough. */
  readonly keeps: boolean;
  readonly receiverOf: (message: MessageId) => NodeId;
}

export class Flights {
  readonly none: FlightsId;
  readonly #options: FlightsOptions;
  readonly #boxes = new ListTable();
  readonly #emptyBox: BoxId;
  /** The boxes of all nodes, n1's first. */
  readonly #lists = new ListTable();
  readonly #sent: FlightsId[] = [];
  readonly #merged = new PairTable();
  readonly #taken = new PairTable();
  /** By number of the renaming, then by box. */
  readonly #renamedBoxes: BoxId[][] = [];
  readonly #draft: BoxId[] = [];
  readonly #image: BoxId[] = [];

  constructor(options: FlightsOptions) {
    this.#options = options;
    this.#emptyBox = this.#boxes.finish();
    this.none = this.of([]);
  }

  /** What is on its way to one node. */
  boxOf(flights: FlightsId, node: NodeId): BoxId {
    return this.#lists.at(flights, node - 1);
  }

  countOf(box: BoxId): number {
    return this.#boxes.lengthOf(box);
  }

  at(box: BoxId, index: number): MessageId {
    return this.#boxes.at(box, index);
  }

  /** Each copy of its own, n1's first. */
  messagesOf(flights: FlightsId): readonly MessageId[] {
    const messages: MessageId[] = [];
    for (let node = 1; node <= this.#options.nodes; node += 1) {
      messages.push(...this.#contentOf(this.boxOf(flights, node)));
    }
    return messages;
  }

  /** What an outcome sends. */
  sentBy({ id, sent }: KnownOutcome): FlightsId {
    return (this.#sent[id] ??= this.of(sent));
  }

  /** These messages, and no others. */
  of(messages: readonly MessageId[]): FlightsId {
    const { nodes, receiverOf } = this.#options;
    const boxes = Array.from({ length: nodes }, (_, slot) =>
      this.#boxWith(messages.filter((message) => receiverOf(message) === slot + 1)),
    );
    return this.#idOf(boxes);
  }

  /** What is in flight once a message has been delivered, others were sent, and nodes renamed. */
  after(
    flights: FlightsId,
    delivered: MessageId,
    sent: FlightsId,
    renaming: Renaming | null = null,
  ): FlightsId {
    const isTaken = delivered !== ABSENT && !this.#options.keeps;
    if (renaming === null && !isTaken && sent === this.none) return flights;
    const boxes = this.#draft;
    let isSame = !isTaken && renaming === null;
    for (let slot = 0; slot < this.#options.nodes; slot += 1) {
      const box = this.#lists.at(flights, slot);
      const added = this.#lists.at(sent, slot);
      const both = added === this.#emptyBox ? box : this.#with(box, added);
      boxes[slot] = both;
      isSame &&= both === box;
    }
    // Most steps send again what was sent before.
    if (isSame) return flights;
    if (isTaken) this.#take(flights, delivered, sent);
    return this.#idOf(renaming === null ? boxes : this.#renamed(boxes, renaming));
  }

  /**
   * Writes to the front of `into` the messages that are sent and, where copies stay, are not in
   * flight already; returns how many.
   */
  newOf(flights: FlightsId, sent: FlightsId, into: MessageId[]): number {
    if (sent === this.none) return 0;
    const { nodes, keeps } = this.#options;
    let count = 0;
    for (let slot = 0; slot < nodes; slot += 1) {
      const added = this.#lists.at(sent, slot);
      if (added === this.#emptyBox) continue;
      const box = this.#lists.at(flights, slot);
      const length = this.#boxes.lengthOf(added);
      for (let index = 0; index < length; index += 1) {
        const message = this.#boxes.at(added, index);
        if (keeps && this.#boxes.includes(box, message)) continue;
        into[count] = message;
        count += 1;
      }
    }
    return count;
  }

  /** What is taken was in flight before anything was sent. */
  #take(flights: FlightsId, message: MessageId, sent: FlightsId): void {
    const slot = this.#options.receiverOf(message) - 1;
    const rest = this.#without(this.#lists.at(flights, slot), message);
    const added = this.#lists.at(sent, slot);
    this.#draft[slot] = added === this.#emptyBox ? rest : this.#with(rest, added);
  }

  #renamed(boxes: readonly BoxId[], renaming: Renaming): readonly BoxId[] {
    if (renaming.isIdentity) return boxes;
    const known = (this.#renamedBoxes[renaming.id] ??= []);
    for (let slot = 0; slot < boxes.length; slot += 1) {
      const box = boxes[slot] ?? this.#emptyBox;
      const image = (renaming.images[slot] ?? 0) - 1;
      this.#image[image] = known[box] ??= this.#renamedBox(box, renaming);
    }
    return this.#image;
  }

  #renamedBox(box: BoxId, renaming: Renaming): BoxId {
    return this.#boxWith(this.#contentOf(box).map((message) => renaming.message(message)));
  }

  #contentOf(box: BoxId): MessageId[] {
    return Array.from({ length: this.countOf(box) }, (_, index) => this.at(box, index));
  }

  #boxWith(messages: readonly MessageId[]): BoxId {
    const sorted = messages.toSorted((a, b) => a - b);
    for (const message of this.#options.keeps ? new Set(sorted) : sorted) this.#boxes.push(message);
    return this.#boxes.finish();
  }

  #with(box: BoxId, sent: BoxId): BoxId {
    const known = this.#merged.get(box, sent);
    if (known !== ABSENT) return known;
    this.#boxes.pushMerged(box, sent, this.#options.keeps);
    const merged = this.#boxes.finish();
    this.#merged.add(box, sent, merged);
    return merged;
  }

  #without(box: BoxId, message: MessageId): BoxId {
    const known = this.#taken.get(box, message);
    if (known !== ABSENT) return known;
    const content = this.#contentOf(box);
    const place = content.indexOf(message);
    const rest = this.#boxWith(place === -1 ? content : content.toSpliced(place, 1));
    this.#taken.add(box, message, rest);
    return rest;
  }

  #idOf(boxes: readonly BoxId[]): FlightsId {
    for (let slot = 0; slot < boxes.length; slot += 1) this.#lists.push(boxes[slot] ?? 0);
    return this.#lists.finish();
  }
}
