/** Numbers things from 0 on, by a text that says all that matters of them. */
export class Register<Item> {
  readonly #items: Item[] = [];
  readonly #ids = new Map<string, number>();

  get size(): number {
    return this.#items.length;
  }

  /** The number of a text. The first item of a text stands for all others. */
  idOf(key: string, item: Item): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#items.push(item) - 1;
    this.#ids.set(key, id);
    return id;
  }

  /** The number of a text that may be new. */
  find(key: string): number | undefined {
    return this.#ids.get(key);
  }

  at(id: number): Item {
    const item = this.#items[id];
    if (item === undefined) throw new RangeError(`nothing has the number ${id}`);
    return item;
  }
}
