/** The abstract states that the run under way has shown, and when. */
import type { StateListener } from '../hunting/abstract-states.ts';
import type { StateReached } from './kept-run.ts';

export class RunStates implements StateListener {
  /** How much of the run has happened: actions or decisions, the one under way included. */
  readonly #position: () => number;
  readonly #first = new Map<number, number>();

  constructor(position: () => number) {
    this.#position = position;
  }

  begin(): void {
    this.#first.clear();
  }

  note(key: number): void {
    if (!this.#first.has(key)) this.#first.set(key, this.#position());
  }

  /** In the order in which they were reached. */
  get reached(): readonly StateReached[] {
    return [...this.#first];
  }
}
