/** Boots that come again and again in a search: what became of them. */

/** More are not met in a search of a few decisions. */
const MAX_BOOTS = 1000;

export class Boots<Booted> {
  readonly #known = new Map<string, Booted>();

  /** `request` names all that the boot depends on. */
  of(request: string, boot: () => Booted): Booted {
    const known = this.#known.get(request);
    if (known !== undefined) return known;
    const booted = boot();
    if (this.#known.size >= MAX_BOOTS) this.#known.clear();
    this.#known.set(request, booted);
    return booted;
  }
}
