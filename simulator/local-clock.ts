/**
 * A node's own clock: a piecewise linear function of world time. It may jump, and it may run fast
 * or slow; timers run on it. A steady clock beside it does not jump.
 */
export class LocalClock {
  #anchorWorldMs = 0;
  #anchorLocalMs = 0;
  #rate = 1;
  #jumpedMs = 0;

  /** Local milliseconds per millisecond of the world. */
  get rate(): number {
    return this.#rate;
  }

  /** What the clock shows, in whole milliseconds. */
  read(worldMs: number): number {
    return Math.floor(this.exact(worldMs));
  }

  /** What the clock shows, with fractions of a millisecond. */
  exact(worldMs: number): number {
    return this.#anchorLocalMs + (worldMs - this.#anchorWorldMs) * this.#rate;
  }

  /** What the steady clock shows, in whole milliseconds: as if this one had never jumped. */
  steady(worldMs: number): number {
    return Math.floor(this.exact(worldMs) - this.#jumpedMs);
  }

  /** The first world millisecond at which the clock shows at least `localMs`. */
  worldTimeOf(localMs: number, worldMs: number): number {
    if (this.#rate === 1) {
      const waitMs = Math.ceil(localMs - this.exact(worldMs));
      return waitMs > 0 ? worldMs + waitMs : worldMs;
    }
    const due = this.#anchorWorldMs + (localMs - this.#anchorLocalMs) / this.#rate;
    return Math.max(worldMs, Math.ceil(due));
  }

  /** The clock is set forward, or back when negative. */
  jump(byMs: number, worldMs: number): void {
    this.#anchorAt(worldMs);
    this.#anchorLocalMs += byMs;
    this.#jumpedMs += byMs;
  }

  /** From now on the clock runs at this rate. */
  run(rate: number, worldMs: number): void {
    this.#anchorAt(worldMs);
    this.#rate = rate;
  }

  #anchorAt(worldMs: number): void {
    this.#anchorLocalMs = this.exact(worldMs);
    this.#anchorWorldMs = worldMs;
  }
}
