/** Images of past states, up to so many bytes: the one that was not used for longest makes room. */
import type { Image } from './image.ts';
import type { Past } from './past.ts';

export class ImageShelf {
  readonly #maxBytes: number;
  #bytes = 0;
  /** In the order in which they were used last. */
  readonly #pasts = new Set<Past>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  keep(past: Past, image: Image): void {
    if (past.image !== null) return;
    past.image = image;
    this.#pasts.add(past);
    this.#bytes += image.pages.length;
    for (const oldest of this.#pasts) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#drop(oldest);
    }
  }

  used(past: Past): void {
    this.#pasts.delete(past);
    this.#pasts.add(past);
  }

  #drop(past: Past): void {
    this.#bytes -= past.image?.pages.length ?? 0;
    past.image = null;
    this.#pasts.delete(past);
  }
}
