/** The instances of a pool. The one that was not used for longest makes room for another state. */
import type { Past, Slot } from './past.ts';
import type { WasmInstance } from './instance.ts';

/** As many as the nodes of the largest cluster, and some for requests that are made twice. */
const MAX_SLOTS = 12;

/** Of all instances together, beside the one that has just taken more. */
const MAX_BYTES = 512 * 1024 * 1024;

interface Used extends Slot {
  /** Larger than that of all that were used before it. */
  lastUse: number;
  /** Whose life with a clock was last begun here; null if none was. */
  node: number | null;
  /** Of its memory, when it was used last. */
  bytes: number;
}

export class Slots {
  readonly #newInstance: () => WasmInstance;
  readonly #slots: Used[] = [];
  #uses = 0;
  #bytes = 0;

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

  /** Of the memories of all instances. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The instance has come into this state. */
  stand(slot: Slot, past: Past): void {
    this.#uses += 1;
    const used = slot as Used;
    used.lastUse = this.#uses;
    slot.at = past;
    past.slot = slot;
    const { length } = slot.instance.memory;
    if (length !== used.bytes) this.#grown(used, length);
  }

  leave(slot: Slot): void {
    if (slot.at !== null) slot.at.slot = null;
    slot.at = null;
  }

  /** Its instance is never used again. */
  drop(slot: Slot): void {
    this.leave(slot);
    const place = this.#slots.indexOf(slot as Used);
    if (place < 0) return;
    this.#slots.splice(place, 1);
    this.#bytes -= (slot as Used).bytes;
  }

  /** Memory never shrinks: instances whose state can be had again make room. */
  #grown(slot: Used, bytes: number): void {
    this.#bytes += bytes - slot.bytes;
    slot.bytes = bytes;
    while (this.#bytes > MAX_BYTES && this.#slots.length > 1) this.drop(this.#oldest());
  }

  #oldest(): Used {
    return this.#slots.reduce((oldest, slot) => (slot.lastUse < oldest.lastUse ? slot : oldest));
  }

  #freest(): Used {
    if (this.#slots.length < MAX_SLOTS) {
      const slot = { instance: this.#newInstance(), at: null, lastUse: 0, node: null, bytes: 0 };
      this.#slots.push(slot);
      return slot;
    }
    return this.#oldest();
  }
}
