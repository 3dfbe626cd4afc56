/** How long threads have been at chunks that are not done: a later session performs these anew. */

export class ChunkTimes {
  readonly #beganMs = new Map<number, number>();
  readonly #tookMs = new Map<number, number>();

  began(chunk: number, nowMs: number): void {
    this.#beganMs.set(chunk, nowMs);
  }

  /** All of it was performed, or as much as there was time for. */
  ended(chunk: number, nowMs: number): void {
    const beganMs = this.#beganMs.get(chunk);
    if (beganMs === undefined) return;
    this.#beganMs.delete(chunk);
    this.#tookMs.set(chunk, nowMs - beganMs);
  }

  /** In the mean of so many threads; chunks below `first` are done. */
  lostMs(nowMs: number, first: number, threads: number): number {
    for (const times of [this.#beganMs, this.#tookMs]) {
      for (const chunk of times.keys()) if (chunk < first) times.delete(chunk);
    }
    const underWay = [...this.#beganMs.values()].map((beganMs) => nowMs - beganMs);
    const all = [...underWay, ...this.#tookMs.values()];
    return all.reduce((sum, ms) => sum + ms, 0) / threads;
  }
}
