/** The memory of an instance, as the functions of the host read and write it. */
import type { WasmMemory } from '../engine.ts';
import { WasmFault } from '../wasm-fault.ts';

const EMPTY = new ArrayBuffer(0);
const text = new TextDecoder();

export class MemoryView {
  #memory: WasmMemory | null = null;
  #known = EMPTY;
  #bytes = new Uint8Array(EMPTY);
  #buffer = Buffer.from(EMPTY);
  #view = new DataView(EMPTY);

  /** An instance has its memory only after its imports were given to it. */
  attach(memory: WasmMemory): void {
    this.#memory = memory;
  }

  get bytes(): Uint8Array {
    this.#follow();
    return this.#bytes;
  }

  /** The same bytes, with the readers of a Buffer; its `slice` makes no copy. */
  get buffer(): Buffer {
    this.#follow();
    return this.#buffer;
  }

  get view(): DataView {
    this.#follow();
    return this.#view;
  }

  /** A part of the memory; throws a {@link WasmFault} if it lies outside. */
  range(address: number, length: number): Uint8Array {
    const from = address >>> 0;
    this.check(from, length);
    return this.#bytes.subarray(from, from + (length >>> 0));
  }

  /** Throws a {@link WasmFault} if a part of the memory lies outside. */
  check(address: number, length: number): void {
    const from = address >>> 0;
    const to = from + (length >>> 0);
    const { bytes } = this;
    if (to <= bytes.length) return;
    throw new WasmFault(
      `it points at ${from} to ${to}, beyond its memory of ${bytes.length} bytes`,
    );
  }

  /** The text in a part of the memory. */
  text(address: number, length: number): string {
    return text.decode(this.range(address, length));
  }

  /** Memory that grows gets a new buffer. */
  #follow(): void {
    if (this.#memory === null) throw new WasmFault('it called its host before it had a memory');
    const { buffer } = this.#memory;
    if (buffer === this.#known) return;
    this.#known = buffer;
    this.#buffer = Buffer.from(buffer);
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }
}
