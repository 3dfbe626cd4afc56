/**
 * A fingerprint of everything that happened: two runs with the same digest went the same way. Used
 * to prove that a run is deterministic and that a replay is exact; not meant against an adversary.
 */
import { meaningCode } from './meaning.ts';
import type { Received, TraceEvent } from './event.ts';
import { nodeOf } from './event.ts';
import type { Observer } from './observer.ts';
import type { NodeView } from './view.ts';

export class Digest implements Observer {
  #high = 0x9e3779b9;
  #low = 0x243f6a88;

  /** The fingerprint so far, in 16 hex digits. */
  get value(): string {
    return hex(this.#high) + hex(this.#low);
  }

  happened(
    timeMs: number,
    event: TraceEvent,
    before: NodeView | null,
    after: NodeView | null,
  ): void {
    this.#text(event.kind);
    this.#number(timeMs);
    this.#number(nodeOf(event));
    if (event.kind === 'received') this.#flight(event);
    if (before !== after) this.#view(after);
  }

  sent(timeMs: number, flight: Received): void {
    this.#number(timeMs);
    this.#number(flight.node);
    this.#flight(flight);
  }

  #flight({ from, meaning, ordinal, copy }: Received): void {
    this.#number(from);
    this.#number(meaningCode(meaning.kind));
    this.#number(meaning.term);
    this.#number(copy ? -ordinal : ordinal);
  }

  #view(view: NodeView | null): void {
    if (view === null) return this.#number(-1);
    this.#text(view.role);
    this.#number(view.currentTerm);
    this.#number(view.votedFor ?? 0);
    this.#number(view.log.length);
    this.#number(view.log[view.log.length - 1]?.term ?? 0);
    this.#number(view.commitIndex);
  }

  #text(text: string): void {
    for (let place = 0; place < text.length; place += 1) this.#number(text.charCodeAt(place));
  }

  #number(word: number): void {
    this.#high = Math.imul(this.#high ^ word, 0x9e3779b1);
    this.#high ^= this.#high >>> 15;
    this.#low = Math.imul(this.#low ^ word, 0x5f356495) + this.#high;
    this.#low ^= this.#low >>> 13;
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
