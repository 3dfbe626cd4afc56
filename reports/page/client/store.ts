/** The one place for what the reader chose; everything on the page is drawn from it. */

export type Listener<State> = (state: State, before: State) => void;

export class Store<State extends object> {
  #state: State;
  readonly #listeners: Listener<State>[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Tells everyone, in the order in which they asked. */
  update(change: Partial<State>): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  subscribe(listener: Listener<State>): void {
    this.#listeners.push(listener);
  }
}
