/** The instances of a pool. The one that was not used for longest makes room for another state. */
import type { Past, Slot } from './past.ts';
import type { WasmInstance } from './instance.ts';

/** As many as the nodes of the largest cluster, and some for requests that are made twice. */
const MAX_SLOTS = 12;

interface Used extends Slot {
  /** Larger than that of all that were used before it. */
  lastUse: number;
  /** Whose life with a clock was last begun here; null if none was. */
  node: number | null;
}

export class Slots {
  readonly #newInstance: () => WasmInstance;
  readonly #slots: Used[] = [];
  #uses = 0;

  constructor(newInstance: () => WasmInstance) {
    this.#newInstance = newInstance;
  }

  /**
   * A slot for a life that begins: where there are clocks, that of the node's life before, to which
   * no run goes back. So few instances are used, and their memories stay in the caches.
   */
  forLife(node: number, hasClock: boolean): Slot {
    const before = hasClock ? this.#slots.find((slot) => slot.node === node) : undefined;
    const slot = before ?? this.#freest();
    slot.node = hasClock ? node : null;
    this.leave(slot);
    return slot;
  }

  /** A slot whose state nobody is known to need. */
  idle(): Slot {
    const slot = this.#freest();
    slot.node = null;
    this.leave(slot);
    return slot;
  }

  /** The instance has come into this state. */
  stand(slot: Slot, past: Past): void {
    this.#uses += 1;
    (slot as Used).lastUse = this.#uses;
    slot.at = past;
    past.slot = slot;
  }

  leave(slot: Slot): void {
    if (slot.at !== null) slot.at.slot = null;
    slot.at = null;
  }

  /** Its instance is never used again. */
  drop(slot: Slot): void {
    this.leave(slot);
    const place = this.#slots.indexOf(slot as Used);
    if (place >= 0) this.#slots.splice(place, 1);
  }

  #freest(): Used {
    if (this.#slots.length < MAX_SLOTS) {
      const slot = { instance: this.#newInstance(), at: null, lastUse: 0, node: null };
      this.#slots.push(slot);
      return slot;
    }
    return this.#slots.reduce((oldest, slot) => (slot.lastUse < oldest.lastUse ? slot : oldest));
  }
}
