/** How long threads have been at chunks that are not kept: a later hunt begins these anew. */

export class ChunkTimes {
  readonly #beganMs = new Map<number, number>();
  readonly #lostMs = new Map<number, number>();

  began(chunk: number, nowMs: number): void {
    this.#beganMs.set(chunk, nowMs);
  }

  /** Done, or a later hunt goes on where it stood; so much of its time is lost all the same. */
  kept(chunk: number, lostMs = 0): void {
    this.#beganMs.delete(chunk);
    this.#lostMs.delete(chunk);
    if (lostMs > 0) this.#lostMs.set(chunk, lostMs);
  }

  /** It was cut short, and nothing can go on from there. */
  lost(chunk: number, nowMs: number): void {
    const beganMs = this.#beganMs.get(chunk);
    if (beganMs === undefined) return;
    this.#beganMs.delete(chunk);
    this.#lostMs.set(chunk, nowMs - beganMs);
  }

  /** In the mean of so many threads; chunks under way are lost unless more comes of them. */
  lostMs(nowMs: number, threads: number): number {
    const underWay = [...this.#beganMs.values()].map((beganMs) => nowMs - beganMs);
    const all = [...underWay, ...this.#lostMs.values()];
    return all.reduce((sum, ms) => sum + ms, 0) / threads;
  }
}
