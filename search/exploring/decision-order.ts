/**
 * The order of the decisions of a state: first those that need no message, then one message after
 * the other, by receiver and fingerprint. It is the same whatever numbers messages have, so that
 * every thread goes by it.
 */
import type { MessageId, TransitionCache } from './transition-cache.ts';

/** More than one message leads to, or a node does by itself. */
const BRANCHES = 2 ** 12;

/** What is left of 52 bits beside the receiver and {@link BRANCHES}. */
const MESSAGES = 2 ** 36;

export class DecisionOrder {
  readonly #cache: TransitionCache;
  readonly #places: number[] = [];

  constructor(cache: TransitionCache) {
    this.#cache = cache;
  }

  /** The place of the first decision by which this message is delivered. */
  placeOf(message: MessageId): number {
    return (this.#places[message] ??= this.#worked(message));
  }

  #worked(message: MessageId): number {
    const order = Math.floor(this.#cache.prints.messages.orderOf(message) / 2 ** 16);
    return (this.#cache.receiverOf(message) * MESSAGES + order) * BRANCHES;
  }
}
