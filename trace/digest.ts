/**
 * A fingerprint of everything that happened: two runs with the same digest went the same way. Used
 * to prove that a run is deterministic and that a replay is exact; not meant against an adversary.
 */
import { meaningCode } from './meaning.ts';
import type { Received, TraceEvent } from './event.ts';
import { nodeOf, outlineOf } from './event.ts';
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
    this.#details(event);
    if (before !== after) this.#view(after);
  }

  sent(timeMs: number, flight: Received): void {
    this.#number(timeMs);
    this.#flight(flight);
  }

  #details(event: TraceEvent): void {
    switch (event.kind) {
      case 'received':
        return this.#flight(event);
      case 'timerFired':
        return this.#text(event.timer);
      case 'lost':
        this.#text(event.why);
        return this.#flight(event.flight);
      case 'duplicated':
        return this.#flight(event.flight);
      case 'crashed':
        this.#number(event.lostWrites);
        if (event.during !== null) this.#details(event.during);
        return;
      case 'threw':
        this.#text(outlineOf(event));
        return this.#details(event.during);
      default:
        // Everything else is rare, and small.
        return this.#text(JSON.stringify(event));
    }
  }

  #flight({ node, from, meaning, ordinal, copy }: Received): void {
    this.#number(node);
    this.#number(from);
    if (meaning.kind === 'voteReply') this.#number(meaning.voteGranted ? 1 : 0);
    this.#number(meaningCode(meaning.kind));
    this.#number(meaning.term);
    this.#number(copy ? -ordinal : ordinal);
  }

  #view(view: NodeView | null): void {
    if (view === null) return this.#number(-1);
    this.#text(view.role);
    this.#number(view.currentTerm);
    this.#number(view.votedFor ?? 0);
    this.#number(view.commitIndex);
    for (const match of view.matchIndex ?? []) this.#number(match);
    for (const { term, command } of view.log) {
      this.#number(term);
      this.#text(command);
    }
  }

  #text(text: string): void {
    for (let index = 0; index < text.length; index += 1) this.#number(text.charCodeAt(index));
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
