/** The abstract states that the run under way has shown, and when. */
import type { StateListener } from '../hunting/abstract-states.ts';
import type { StateReached } from './kept-run.ts';

export class RunStates implements StateListener {
  /** How much of the run has happened: actions or decisions, the one under way included. */
  readonly #position: () => number;
  /** Of what has happened since it began, or went on from a point. */
  readonly #first = new Map<number, number>();
  /** What the run had shown before that point. */
  #before: readonly StateReached[] = [];

  constructor(position: () => number) {
    this.#position = position;
  }

  begin(): void {
    this.#first.clear();
    this.#before = [];
  }

  /** The run goes on where another one was, which had shown these. */
  goOn(before: readonly StateReached[]): void {
    this.#before = before;
  }

  note(key: number): void {
    if (!this.#first.has(key)) this.#first.set(key, this.#position());
  }

  /** Those since it went on, in the order in which they were reached. */
  get since(): Iterable<StateReached> {
    return this.#first;
  }

  /** All, each once, in the order in which they were reached. */
  get reached(): readonly StateReached[] {
    if (this.#before.length === 0) return [...this.#first];
    const before = new Set(this.#before.map(([key]) => key));
    return [...this.#before, ...[...this.#first].filter(([key]) => !before.has(key))];
  }
}
