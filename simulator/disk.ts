/**
 * A disk that keeps one record. A synced write is durable when its sync ends; an unsynced one waits
 * in the cache for the next sync, and a crash meanwhile loses it.
 */
export class Disk {
  #durable: unknown = null;
  /** Written and not yet durable, in order. */
  #cached: unknown[] = [];

  /** What the disk answers after a crash; null when nothing was ever durable. */
  get durable(): unknown {
    return this.#durable;
  }

  /** Writes that a crash would lose now. */
  get unsyncedWrites(): number {
    return this.#cached.length;
  }

  write(record: unknown): void {
    this.#cached.push(record);
  }

  sync(): void {
    if (this.#cached.length === 0) return;
    this.#durable = this.#cached[this.#cached.length - 1];
    this.#cached = [];
  }

  /**
   * This record has reached the disk, and all that was written before it is outdated. False if a
   * sync or a newer record was there first.
   */
  settle(record: unknown): boolean {
    const index = this.#cached.indexOf(record);
    if (index < 0) return false;
    this.#durable = record;
    this.#cached = this.#cached.slice(index + 1);
    return true;
  }

  /** Forgets what was not synced, and says how many writes that were. */
  crash(): number {
    const lost = this.#cached.length;
    this.#cached = [];
    return lost;
  }
}
