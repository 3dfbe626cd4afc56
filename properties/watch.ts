/** One property at work in one run: its memory, its count, its first violation. */
import type { Handler, Judge, Moment, Property, Witness } from './property.ts';
import type { RunFacts } from './run-facts.ts';

export class Watch implements Judge {
  readonly property: Property;
  /** How often the claim was put to the test. */
  count = 0;
  /** The first violation; after it the property sleeps. */
  witness: Witness | null = null;
  isSettled = true;
  /** Whether messages that reach leaders are of interest. */
  isListening = true;
  /** When it wishes to be woken; Infinity for never. */
  wakeMs = Infinity;
  readonly #onViolation: (watch: Watch) => void;
  readonly #onWish: (timeMs: number) => void;
  #memory: unknown;

  constructor(
    property: Property,
    facts: RunFacts,
    onViolation: (watch: Watch) => void,
    onWish: (timeMs: number) => void,
  ) {
    this.property = property;
    this.#onViolation = onViolation;
    this.#onWish = onWish;
    this.#memory = property.start(facts);
  }

  /** What the property remembers; plain data. */
  get memory(): unknown {
    return this.#memory;
  }

  /** Goes back to what was remembered at another point of a search. */
  recall(memory: unknown): void {
    this.#memory = memory;
    this.witness = null;
  }

  tell(handler: Handler<unknown>, moment: Moment): void {
    if (this.witness !== null) return;
    this.#memory = handler(this.#memory, moment, this);
  }

  exercised(): void {
    this.count += 1;
  }

  violated(witness: Witness): void {
    if (this.witness !== null) return;
    this.witness = witness;
    this.#onViolation(this);
  }

  wakeAt(timeMs: number): void {
    // Witnesses are told in whole milliseconds.
    this.wakeMs = Math.ceil(timeMs);
    this.#onWish(this.wakeMs);
  }

  listen(isListening: boolean): void {
    this.isListening = isListening;
  }

  settled(isSettled: boolean): void {
    this.isSettled = isSettled;
  }
}
