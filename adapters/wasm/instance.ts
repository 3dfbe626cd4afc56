/** One instance of a module: it is asked, copied and restored. After a fault it is of no use. */
import { Refusal } from '../refusal.ts';
import { shortened } from '../program/printable.ts';
import { causeIn } from '../program/last-words.ts';
import { MAX_MEMORY_BYTES, type WasmCode } from './code.ts';
import {
  engine,
  PAGE_BYTES,
  type WasmFunction,
  type WasmGlobal,
  type WasmMemory,
} from './engine.ts';
import { Asked } from './effect-imports.ts';
import { differenceFrom, restoreMemory, type Image, type ImageBase } from './image.ts';
import { HOST_MODULE } from './requirements.ts';
import { WASI_MODULE } from './wasi/wasi-functions.ts';
import { WasiHost } from './wasi/wasi-host.ts';
import { WasmFault } from './wasm-fault.ts';

const encoder = new TextEncoder();

/** Enough for a log of thousands of entries. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

const LENGTH_BYTES = 4;

const HOW_TO_ANSWER =
  'return the address (i32) of a length in four bytes, with so many bytes of JSON behind it';

/** From here on, it is worth saying how full the memory is. */
const MUCH_MEMORY_BYTES = MAX_MEMORY_BYTES / 2;

/** How requests and answers of the binary form are written and read. */
export interface PackedForm<Request, Answer> {
  readonly writer: {
    mostBytes(request: Request): number;
    write(request: Request, bytes: Buffer, view: DataView, at: number): number;
  };
  readonly reader: { read(bytes: Buffer, view: DataView, from: number, end: number): Answer };
}

export class WasmInstance {
  readonly host = new WasiHost();
  /** What live code asks for. */
  readonly asked = new Asked(this.host.memory);
  readonly #exports: Readonly<Record<string, unknown>>;
  // Looked up once: they are called at every step.
  readonly #alloc: WasmFunction;
  readonly #boot: WasmFunction;
  readonly #step: WasmFunction;
  readonly #memory: WasmMemory;
  readonly #globals: readonly WasmGlobal[];

  constructor({ module, globals }: WasmCode) {
    const imports = {
      [WASI_MODULE]: this.host.imports(),
      [HOST_MODULE]: this.asked.imports(),
    };
    const { exports } = new engine.Instance(module, imports);
    this.#exports = exports;
    this.#alloc = exports['ww_alloc'] as WasmFunction;
    this.#boot = exports['ww_boot'] as WasmFunction;
    this.#step = exports['ww_step'] as WasmFunction;
    this.#memory = exports['memory'] as WasmMemory;
    this.#globals = globals.map((name) => exports[name] as WasmGlobal);
    this.host.memory.attach(this.#memory);
  }

  get memory(): Uint8Array {
    return this.host.memory.bytes;
  }

  /** Runs the constructors of the module: of its runtime and of its global variables. */
  initialize(): void {
    if (this.#exports['_initialize'] !== undefined) this.#guarded('_initialize', []);
  }

  /** Calls a function whose result does not matter. */
  run(name: string, ...given: readonly number[]): void {
    this.#guarded(name, given);
  }

  /** Hands a text to a function, which answers nothing. */
  tell(name: string, text: string): void {
    this.#guarded(name, [this.#put(text)]);
  }

  /** Hands a text to a function, and parses the JSON of its answer. */
  ask(name: string, text: string): unknown {
    return this.#answerAt(this.#guarded(name, [this.#put(text)]));
  }

  /** Writes a request where the code wants it, and reads the answer where it lies. */
  askPacked<Request, Answer>(
    name: 'ww_boot' | 'ww_step',
    request: Request,
    { writer, reader }: PackedForm<Request, Answer>,
  ): Answer {
    const { memory } = this.host;
    const most = writer.mostBytes(request);
    const address = Number(this.#called(this.#alloc, most)) >>> 0;
    memory.check(address, most);
    // What was checked is up to date, until the code runs again.
    const written = writer.write(request, memory.lastBuffer, memory.lastView, address);
    const answer = this.#called(name === 'ww_step' ? this.#step : this.#boot, written);
    const from = (Number(answer) >>> 0) + LENGTH_BYTES;
    const length = this.#lengthAt(from - LENGTH_BYTES);
    memory.check(from, length);
    return reader.read(memory.lastBuffer, memory.lastView, from, from + length);
  }

  /** The JSON that a function without arguments answers. */
  read(name: string): unknown {
    return this.#answerAt(this.#guarded(name, []));
  }

  /** The text that a function without arguments answers. */
  readText(name: string): string {
    return this.#textAt(this.#guarded(name, []));
  }

  copy(base: ImageBase): Image {
    const globals = this.#globals.map(({ value }) => value);
    return { ...differenceFrom(base, this.host.memory.buffer), globals, host: this.host.state };
  }

  /** False if it cannot become that one: its memory has grown beyond, and memory never shrinks. */
  restore(base: ImageBase, image: Image): boolean {
    const lacking = image.memoryBytes - this.memory.length;
    if (lacking < 0) return false;
    if (lacking > 0) this.#memory.grow(lacking / PAGE_BYTES);
    restoreMemory(base, image, this.host.memory.buffer);
    this.#globals.forEach((global, index) => {
      global.value = image.globals[index];
    });
    this.host.state = image.host;
    return true;
  }

  /** Writes a text where the module wants it. The number of its bytes. */
  #put(text: string): number {
    // UTF-8 takes at most three bytes for each unit of a string.
    const most = text.length * 3;
    const address = Number(this.#guarded('ww_alloc', [most]));
    return encoder.encodeInto(text, this.host.memory.range(address, most)).written;
  }

  /** An answer is its length in four bytes, little end first, and then so many bytes of UTF-8. */
  #answerAt(result: unknown): unknown {
    const text = this.#textAt(result);
    if (text === '') throw this.#fault(`its answer is empty: ${HOW_TO_ANSWER}`);
    try {
      return JSON.parse(text);
    } catch {
      throw this.#fault(`its answer is not JSON: ${shortened(text)}`);
    }
  }

  #textAt(result: unknown): string {
    if (typeof result !== 'number') throw this.#fault(`it returned no address: ${HOW_TO_ANSWER}`);
    const address = result >>> 0;
    return this.host.memory.text(address + LENGTH_BYTES, this.#lengthAt(address));
  }

  #lengthAt(address: number): number {
    const { memory } = this.host;
    memory.check(address, LENGTH_BYTES);
    const length = memory.lastView.getUint32(address, true);
    if (length <= MAX_ANSWER_BYTES) return length;
    throw this.#fault(`it answers with ${length} bytes, and ${MAX_ANSWER_BYTES} are the most`);
  }

  #guarded(name: string, given: readonly number[]): unknown {
    this.host.output.clear();
    try {
      return (this.#exports[name] as WasmFunction)(...given);
    } catch (error) {
      throw this.#blamed(error);
    }
  }

  #called(run: WasmFunction, given: number): unknown {
    this.host.output.clear();
    try {
      return run(given);
    } catch (error) {
      throw this.#blamed(error);
    }
  }

  #blamed(error: unknown): unknown {
    if (error instanceof Refusal) return error;
    return this.#fault(whatHappened(error), isTrap(error) ? this.#fullness() : '');
  }

  /** Code that is denied more memory often ends in a trap that says nothing of it. */
  #fullness(): string {
    const bytes = this.memory.length;
    if (bytes < MUCH_MEMORY_BYTES) return '';
    const [taken, most] = [bytes, MAX_MEMORY_BYTES].map((each) => Math.round(each / 2 ** 20));
    return `, with ${taken} MiB of memory, and ${most} MiB are the most`;
  }

  /** With what the code wrote before it ended. `aside` may be another thing the next time. */
  #fault(what: string, aside = ''): WasmFault {
    const { output, lacking } = this.host;
    const words = causeIn(output.text);
    const said = words === '' ? '' : `; it wrote: ${shortened(words)}`;
    const missed = lacking === null ? '' : ` (it had called ${lacking}, which is not there)`;
    const rest = `${said}${missed}`;
    return new WasmFault(`${what}${aside}${rest}`, `${what}${rest}`);
  }
}

function isTrap(error: unknown): boolean {
  return (error as Error).name === 'RuntimeError';
}

function whatHappened(error: unknown): string {
  if (error instanceof WasmFault) return error.message;
  const { name, message } = error as Error;
  if (isTrap(error)) return `it trapped (${message})`;
  return /call stack/.test(message) ? 'its stack overflowed' : `${name}: ${message}`;
}
