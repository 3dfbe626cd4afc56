/**
 * A copy of an instance between two calls. Then no function of it is on the stack: its memory and
 * its globals are all there is. Only pages that differ from a common base are kept.
 */
import type { HostState } from './wasi/wasi-host.ts';

export interface Image {
  /** Length of the whole memory, in bytes. */
  readonly memoryBytes: number;
  /** Offsets of the pages that differ from the base, in ascending order. */
  readonly offsets: readonly number[];
  /** The content of these pages, one after the other. */
  readonly pages: Uint8Array;
  readonly globals: readonly unknown[];
  readonly host: HostState;
}

/** Small pages make small copies; a compiler fills memory in runs that are longer than this. */
const PAGE = 4096;

/** What is compared at once before it is copied. */
const STRIDE = 4 * PAGE;

const ZEROS = Buffer.alloc(STRIDE);

/**
 * The memory that images are told apart from. Most of it was never written to, and compares with
 * the same few zeros: they stay in the caches, so that half as much memory is read.
 */
export class ImageBase {
  readonly bytes: Buffer;
  /** For each stride, 1 if there are only zeros. */
  readonly #isZero: Uint8Array;

  constructor(memory: Uint8Array) {
    this.bytes = Buffer.from(memory);
    this.#isZero = new Uint8Array(Math.ceil(memory.length / STRIDE));
    for (let at = 0; at < memory.length; at += STRIDE) {
      const end = Math.min(at + STRIDE, memory.length);
      const isZero = this.bytes.compare(ZEROS, 0, end - at, at, end) === 0;
      this.#isZero[at / STRIDE] = isZero ? 1 : 0;
    }
  }

  /** Whether that part of a memory differs from this one; it lies within one stride. */
  differs(memory: Buffer, at: number, length: number): boolean {
    const end = at + length;
    if (end > this.bytes.length) return true;
    const isZero = this.#isZero[Math.floor(at / STRIDE)] === 1;
    return isZero
      ? memory.compare(ZEROS, 0, length, at, end) !== 0
      : memory.compare(this.bytes, at, end, at, end) !== 0;
  }
}

/** What of a memory differs from the base. */
export function differenceFrom(
  base: ImageBase,
  memory: Buffer,
): Pick<Image, 'memoryBytes' | 'offsets' | 'pages'> {
  const offsets: number[] = [];
  for (let at = 0; at < memory.length; at += STRIDE) {
    const end = Math.min(at + STRIDE, memory.length);
    if (!base.differs(memory, at, end - at)) continue;
    for (let page = at; page < end; page += PAGE) {
      if (base.differs(memory, page, PAGE)) offsets.push(page);
    }
  }
  const pages = new Uint8Array(offsets.length * PAGE);
  offsets.forEach((at, index) => pages.set(memory.subarray(at, at + PAGE), index * PAGE));
  return { memoryBytes: memory.length, offsets, pages };
}

/**
 * Writes the memory of an image over one that is as long. Most of a memory never changes: it is
 * only read, so that a page that the code never touched stays one that takes no room.
 */
export function restoreMemory(base: ImageBase, image: Image, memory: Buffer): void {
  const { offsets } = image;
  let next = 0;
  for (let at = 0; at < memory.length; at += STRIDE) {
    const end = Math.min(at + STRIDE, memory.length);
    if ((offsets[next] ?? Infinity) >= end) {
      restorePart(base, memory, at, end - at);
      continue;
    }
    for (let page = at; page < end; page += PAGE) {
      if (offsets[next] === page) {
        memory.set(image.pages.subarray(next * PAGE, (next + 1) * PAGE), page);
        next += 1;
      } else restorePart(base, memory, page, PAGE);
    }
  }
}

/** Beyond the base, an image has all pages. */
function restorePart(base: ImageBase, memory: Buffer, at: number, length: number): void {
  if (base.differs(memory, at, length)) memory.set(base.bytes.subarray(at, at + length), at);
}
