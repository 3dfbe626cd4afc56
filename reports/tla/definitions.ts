/** Values that occur again and again in a module of TLA+, each defined once. */
export class Definitions {
  readonly #names = new Map<string, string>();

  /** The name of the value; `prefix` says what kind of thing it is. */
  nameOf(prefix: string, expression: string): string {
    const known = this.#names.get(expression);
    if (known !== undefined) return known;
    const name = `${prefix}${this.#names.size + 1}`;
    this.#names.set(expression, name);
    return name;
  }

  get lines(): readonly string[] {
    return [...this.#names].map(([expression, name]) => `${name} == ${expression}`);
  }
}
