/** The functions of the host that live code calls: each asks for one effect, in order. */
import type { Effect } from '../../simulator/target.ts';
import { shortened } from '../program/printable.ts';
import type { WasmFunction } from './engine.ts';
import type { HOST_FUNCTIONS } from './requirements.ts';
import type { MemoryView } from './wasi/memory-view.ts';
import { WasmFault } from './wasm-fault.ts';

/** What `persist` answers: the write is done as far as the code is concerned. */
const DURABLE = 0;

/** More of them in one step, and the code writes for ever. */
const MAX_WRITES = 255;

interface Write {
  readonly ticket: number;
  readonly record: unknown;
  /** It has its place among the effects. */
  isPlaced: boolean;
}

/** What live code has asked for since it was last looked at. */
export class Asked {
  readonly #memory: MemoryView;
  #effects: Effect[] = [];
  /** Writes that the code does not wait for, the earliest first. */
  #writes: Write[] = [];
  #tickets = 0;

  constructor(memory: MemoryView) {
    this.#memory = memory;
  }

  /** Forgets what was asked for: a step begins. */
  clear(): void {
    this.#effects = [];
    this.#writes = [];
    this.#tickets = 0;
  }

  get effects(): readonly Effect[] {
    return this.#effects;
  }

  /**
   * The earliest write that is under way ends: it takes its place after all that was asked for
   * meanwhile. Its ticket; null if none is under way.
   */
  endWrite(): number | null {
    const write = this.#writes.shift();
    if (write === undefined) return null;
    this.#place(write);
    return write.ticket;
  }

  /**
   * What the effects hold is judged with the answer. `persist` is a barrier of the world: what
   * follows it happens only once the write is durable, and a crash may fall before.
   */
  imports(): Readonly<Record<(typeof HOST_FUNCTIONS)[number], WasmFunction>> {
    return {
      send: (to, at, length) => {
        this.#effects.push({ kind: 'send', to: Number(to), message: this.#json(at, length) });
      },
      persist: (at, length) => {
        // Disks keep their order: what was to be written before is written before.
        for (const write of this.#writes) this.#place(write);
        this.#persist(this.#json(at, length));
        return DURABLE;
      },
      persist_later: (at, length) => {
        if (this.#tickets === MAX_WRITES) {
          throw new WasmFault(`it began more than ${MAX_WRITES} writes in one step`);
        }
        this.#tickets += 1;
        const record = this.#json(at, length);
        this.#writes.push({ ticket: this.#tickets, record, isPlaced: false });
        return this.#tickets;
      },
      apply: (at, length) => {
        const asked = (this.#json(at, length) ?? {}) as Extract<Effect, { kind: 'apply' }>;
        this.#effects.push({ kind: 'apply', index: asked.index, entry: asked.entry });
      },
    };
  }

  #place(write: Write): void {
    if (!write.isPlaced) this.#persist(write.record);
    write.isPlaced = true;
  }

  #persist(record: unknown): void {
    this.#effects.push({ kind: 'persist', record, synced: true });
  }

  #json(at: unknown, length: unknown): unknown {
    const text = this.#memory.text(at as number, length as number);
    try {
      return JSON.parse(text);
    } catch {
      throw new WasmFault(`what it hands out is not JSON: ${shortened(text)}`);
    }
  }
}
