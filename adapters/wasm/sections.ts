/** The binary format of a module, as far as it is rewritten: a list of sections, and numbers. */

/** Numbers of sections (WebAssembly 2.0, section 5.5.2). */
export const SECTION = { imports: 2, memory: 5, globals: 6, exports: 7 } as const;

export interface Section {
  readonly id: number;
  readonly body: Uint8Array;
}

const HEADER_BYTES = 8;

/** The sections of a module that an engine accepts. */
export function sectionsOf(bytes: Uint8Array): readonly Section[] {
  const reader = new Reader(bytes, HEADER_BYTES);
  const sections: Section[] = [];
  while (!reader.isAtEnd) {
    const id = reader.byte();
    sections.push({ id, body: reader.bytes(reader.number()) });
  }
  return sections;
}

/** The same module, with other sections. */
export function moduleOf(original: Uint8Array, sections: readonly Section[]): Uint8Array {
  const parts = sections.flatMap(({ id, body }) => [
    Uint8Array.from([id, ...leb128(body.length)]),
    body,
  ]);
  return Buffer.concat([original.subarray(0, HEADER_BYTES), ...parts]);
}

/** An unsigned number, as the format writes it. */
export function leb128(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}

/** Reads a section from its beginning to its end. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError('a section ends too early');
    this.#at += 1;
    return byte;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }

  bytes(length: number): Uint8Array {
    const from = this.#at;
    this.#at += length;
    return this.#bytes.subarray(from, this.#at);
  }

  /** All that was not read. */
  rest(): Uint8Array {
    return this.bytes(this.#bytes.length - this.#at);
  }
}
