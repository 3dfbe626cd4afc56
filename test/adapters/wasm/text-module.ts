/** Modules of WebAssembly from their text form: small ones for tests, without a toolchain. */
import wabt from 'wabt';

const toolkit = await wabt();

export function assembled(text: string): Uint8Array {
  const module = toolkit.parseWat('module.wat', text);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** Puts texts into the memory of a module, from `start` on. */
export class Literals {
  readonly #start: number;
  #data = '';

  constructor(start: number) {
    this.#start = start;
  }

  /** The address and the length of a text, as two operands. */
  of(text: string): string {
    const address = this.#start + this.#data.length;
    this.#data += text;
    return `(i32.const ${address}) (i32.const ${text.length})`;
  }

  /** The segment with all texts of `of`. */
  get segment(): string {
    return `(data (i32.const ${this.#start}) "${this.#data.replace(/["\\]/g, '\\$&')}")`;
  }
}
