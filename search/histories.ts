/**
 * What properties remember is part of a state of the search: two runs that reach the same cluster
 * with different pasts may differ in what still breaks a property. Histories that differ only in
 * the numbers of steps are the same.
 */
export type HistoryId = number;

export class Histories {
  readonly #histories: (readonly unknown[])[] = [];
  readonly #ids = new Map<string, HistoryId>();
  /** Keys of memories that were seen before: most steps change none. */
  readonly #keys = new WeakMap<object, string>();

  /** The same number for the same history. */
  idOf(memories: readonly unknown[]): HistoryId {
    const key = memories.map((memory) => this.#keyOf(memory)).join('\n');
    const seen = this.#ids.get(key);
    if (seen !== undefined) return seen;
    const id = this.#histories.push(memories) - 1;
    this.#ids.set(key, id);
    return id;
  }

  memories(id: HistoryId): readonly unknown[] {
    return this.#histories[id] ?? [];
  }

  #keyOf(memory: unknown): string {
    if (typeof memory !== 'object' || memory === null) return String(memory);
    const seen = this.#keys.get(memory);
    if (seen !== undefined) return seen;
    const key = JSON.stringify(memory, withoutSteps);
    this.#keys.set(memory, key);
    return key;
  }
}

/** Step numbers only tell a witness where to look; no property judges by them. */
function withoutSteps(name: string, value: unknown): unknown {
  return name === 'step' ? undefined : value;
}
