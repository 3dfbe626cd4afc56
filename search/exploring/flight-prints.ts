/**
 * The fingerprints of what is in flight, worked out without making its list: four of five decisions
 * lead to states that are known, and those need no list.
 */
import { Fingerprints, PrintSum } from './fingerprint.ts';
import type { BoxId, Flights, FlightsId } from './flights.ts';
import { ABSENT } from './pair-table.ts';
import type { Renaming } from './renaming.ts';
import type { MessageId } from './transition-cache.ts';

export class FlightPrints {
  readonly #nodes: number;
  readonly #keeps: boolean;
  readonly #flights: Flights;
  readonly #messages: Fingerprints;
  readonly #asTheyAre = new BoxPrints();
  /** By number of the renaming. */
  readonly #renamed: BoxPrints[] = [];
  readonly #before = new PrintSum();
  readonly #least = new PrintSum();
  readonly #other = new PrintSum();
  readonly #new: MessageId[] = [];
  #inFlight: FlightsId = ABSENT;
  #chosen: Renaming | null = null;

  /** `messages`: the fingerprints of messages. `keeps`: what is delivered stays in flight. */
  constructor(nodes: number, keeps: boolean, flights: Flights, messages: Fingerprints) {
    this.#nodes = nodes;
    this.#keeps = keeps;
    this.#flights = flights;
    this.#messages = messages;
  }

  /** Turns to what is in flight before the next decisions. */
  enter(inFlight: FlightsId): void {
    this.#inFlight = inFlight;
    this.#before.clear();
    this.#addBoxes(this.#before, null);
  }

  get before(): PrintSum {
    return this.#before;
  }

  /** Which of several renamings the latest {@link after} has chosen; null if none was offered. */
  get chosen(): Renaming | null {
    return this.#chosen;
  }

  /**
   * Once a message has been delivered and others were sent. Of several `renamings` that make the
   * same cluster of it, it takes the one with the least fingerprint. Good until the next call.
   */
  after(delivered: MessageId, sent: FlightsId, renamings: readonly Renaming[] | null): PrintSum {
    const count = this.#flights.newOf(this.#inFlight, sent, this.#new);
    this.#chosen = null;
    if (renamings === null) {
      this.#least.set(this.#before);
      return this.#changed(this.#least, count, delivered, null);
    }
    for (const renaming of renamings) {
      this.#other.clear();
      this.#addBoxes(this.#other, renaming);
      this.#changed(this.#other, count, delivered, renaming);
      if (this.#chosen !== null && !this.#other.isLessThan(this.#least)) continue;
      this.#least.set(this.#other);
      this.#chosen = renaming;
    }
    return this.#least;
  }

  #changed(
    sum: PrintSum,
    count: number,
    delivered: MessageId,
    renaming: Renaming | null,
  ): PrintSum {
    for (let index = 0; index < count; index += 1) {
      const message = this.#new[index] ?? 0;
      const image = renaming === null ? message : renaming.message(message);
      sum.add(this.#messages.lanes, image);
    }
    if (this.#keeps || delivered === ABSENT) return sum;
    const image = renaming === null ? delivered : renaming.message(delivered);
    sum.subtract(this.#messages.lanes, image);
    return sum;
  }

  #addBoxes(sum: PrintSum, renaming: Renaming | null): void {
    const known =
      renaming === null || renaming.isIdentity
        ? this.#asTheyAre
        : (this.#renamed[renaming.id] ??= new BoxPrints());
    for (let node = 1; node <= this.#nodes; node += 1) {
      const box = this.#flights.boxOf(this.#inFlight, node);
      if (!known.has(box)) known.put(box, this.#workedOut(box, renaming));
      sum.add(known.lanes, box);
    }
  }

  #workedOut(box: BoxId, renaming: Renaming | null): PrintSum {
    const sum = new PrintSum();
    const count = this.#flights.countOf(box);
    for (let index = 0; index < count; index += 1) {
      const message = this.#flights.at(box, index);
      // Renaming may meet new messages, and then their fingerprints are in another place.
      const image = renaming === null ? message : renaming.message(message);
      sum.add(this.#messages.lanes, image);
    }
    return sum;
  }
}

/** Those of boxes, as far as they were asked for. */
class BoxPrints extends Fingerprints {
  #isKnown = new Uint8Array(1 << 8);

  has(box: BoxId): boolean {
    return this.#isKnown[box] === 1;
  }

  override put(box: BoxId, sum: PrintSum): void {
    super.put(box, sum);
    if (box >= this.#isKnown.length) {
      const wider = new Uint8Array(Math.max(box + 1, 2 * this.#isKnown.length));
      wider.set(this.#isKnown);
      this.#isKnown = wider;
    }
    this.#isKnown[box] = 1;
  }
}
