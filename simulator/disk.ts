/**
 * A disk that keeps one record. A synced write is durable when its sync ends; an unsynced one waits
 * in the cache for the next sync, and a crash meanwhile loses it.
 */
export class Disk {
  #durable: unknown = null;
  #cached: unknown = null;
  #unsyncedWrites = 0;

  /** What the disk answers after a crash; null when nothing was ever durable. */
  get durable(): unknown {
    return this.#durable;
  }

  /** Writes that a crash would lose now. */
  get unsyncedWrites(): number {
    return this.#unsyncedWrites;
  }

  write(record: unknown): void {
    this.#cached = record;
    this.#unsyncedWrites += 1;
  }

  sync(): void {
    this.#durable = this.#cached;
    this.#unsyncedWrites = 0;
  }

  /** Forgets what was not synced, and says how many writes that were. */
  crash(): number {
    const lost = this.#unsyncedWrites;
    this.#cached = this.#durable;
    this.#unsyncedWrites = 0;
    return lost;
  }
}
