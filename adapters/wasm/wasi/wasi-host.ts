/**
 * WASI preview 1, as far as a node of a simulated cluster needs it: time, luck and output belong
 * to the harness, and there are no files and no sockets.
 */
import type { WasmFunction } from '../engine.ts';
import { WasmFault } from '../wasm-fault.ts';
import { ERRNO } from './errno.ts';
import { MemoryView } from './memory-view.ts';
import { NodeClock, type ClockState } from './node-clock.ts';
import { Output } from './output.ts';
import { Poll } from './poll.ts';
import { RandomStream, type StreamState } from './random-stream.ts';
import { WASI_FUNCTIONS, type WasiFunction } from './wasi-functions.ts';

/** What belongs to a node's state, but does not lie in its memory. */
export interface HostState {
  readonly clock: ClockState;
  readonly random: StreamState;
  readonly isRinging: boolean;
}

const CHARACTER_DEVICE = 2;
const NON_BLOCKING = 4;
const ALL_RIGHTS = 0x1fffffffn;
const FDSTAT_BYTES = 24;
const LAST_STREAM = 2;

const UNUSED: HostState = {
  clock: { nowNs: 0n, deadlineNs: null },
  random: [0, 0],
  isRinging: false,
};

export class WasiHost {
  readonly memory = new MemoryView();
  readonly clock = new NodeClock();
  readonly output = new Output();
  readonly random = new RandomStream();
  readonly #poll = new Poll(this.memory, this.clock);
  /** The last function called that this host does not have; null if there was none. */
  lacking: WasiFunction | null = null;

  get state(): HostState {
    const { isRinging } = this.#poll;
    return { clock: this.clock.state, random: this.random.state, isRinging };
  }

  set state({ clock, random, isRinging }: HostState) {
    this.clock.state = clock;
    this.random.state = random;
    this.#poll.isRinging = isRinging;
  }

  /** As if nothing had happened yet: for a node that boots in an instance that was used. */
  restart(): void {
    this.state = UNUSED;
  }

  /** All functions that a module may import. */
  imports(): Readonly<Record<string, WasmFunction>> {
    const present = this.#present();
    const all = WASI_FUNCTIONS.map((name) => [name, present[name] ?? this.#absent(name)]);
    return Object.fromEntries(all) as Readonly<Record<string, WasmFunction>>;
  }

  #present(): Partial<Record<WasiFunction, WasmFunction>> {
    const badFile = (): number => ERRNO.badFile;
    const done = (): number => ERRNO.success;
    const present = {
      args_sizes_get: this.#noTexts,
      args_get: done,
      environ_sizes_get: this.#noTexts,
      environ_get: done,
      clock_res_get: (_clock: number, at: number) => this.#putBig(at, 1000n),
      clock_time_get: (clock: number, _precision: bigint, at: number) =>
        this.#putBig(at, this.clock.read(clock)),
      random_get: (at: number, length: number) => {
        this.random.fill(this.memory.range(at, length));
        return ERRNO.success;
      },
      fd_write: this.#write,
      fd_read: this.#read,
      fd_fdstat_get: this.#describe,
      fd_fdstat_set_flags: done,
      fd_prestat_get: badFile,
      fd_prestat_dir_name: badFile,
      fd_close: done,
      fd_seek: badFile,
      sched_yield: done,
      proc_exit: (code: number) => {
        throw new WasmFault(`it called exit(${code})`);
      },
      poll_oneoff: this.#poll.oneoff,
    };
    return present as Partial<Record<WasiFunction, WasmFunction>>;
  }

  #absent(name: WasiFunction): WasmFunction {
    return () => {
      this.lacking = name;
      return ERRNO.noSystemCall;
    };
  }

  #putBig(at: number, value: bigint): number {
    this.memory.view.setBigUint64(at >>> 0, value, true);
    return ERRNO.success;
  }

  readonly #noTexts = (count: number, bytes: number): number => {
    this.memory.view.setUint32(count >>> 0, 0, true);
    this.memory.view.setUint32(bytes >>> 0, 0, true);
    return ERRNO.success;
  };

  readonly #write = (file: number, vectors: number, count: number, at: number): number => {
    if (file < 1 || file > LAST_STREAM) return ERRNO.badFile;
    const { view } = this.memory;
    let written = 0;
    for (let index = 0; index < count; index += 1) {
      const vector = (vectors >>> 0) + 8 * index;
      const length = view.getUint32(vector + 4, true);
      this.output.write(this.memory.range(view.getUint32(vector, true), length));
      written += length;
    }
    view.setUint32(at >>> 0, written, true);
    return ERRNO.success;
  };

  readonly #read = (file: number, vectors: number, count: number, at: number): number => {
    if (file !== 0) return ERRNO.badFile;
    if (!this.#poll.isRinging || count === 0) return ERRNO.again;
    const { view } = this.memory;
    this.#poll.isRinging = false;
    this.memory.range(view.getUint32(vectors >>> 0, true), 1)[0] = 1;
    view.setUint32(at >>> 0, 1, true);
    return ERRNO.success;
  };

  readonly #describe = (file: number, at: number): number => {
    if (file > LAST_STREAM) return ERRNO.badFile;
    this.memory.range(at, FDSTAT_BYTES).fill(0);
    const { view } = this.memory;
    view.setUint8(at >>> 0, CHARACTER_DEVICE);
    view.setUint16((at >>> 0) + 2, file === 0 ? NON_BLOCKING : 0, true);
    view.setBigUint64((at >>> 0) + 8, ALL_RIGHTS, true);
    return ERRNO.success;
  };
}
