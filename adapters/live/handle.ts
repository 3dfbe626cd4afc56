/** What code gets for a callback that it has set, with the methods that Node's handles have. */
export class Handle {
  readonly callback: () => void;

  constructor(callback: () => void) {
    this.callback = callback;
  }

  /** The world never waits for a process to end, so these change nothing. */
  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}
