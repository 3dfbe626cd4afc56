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

/** What of a memory differs from the base. */
export function differenceFrom(
  base: Uint8Array,
  memory: Uint8Array,
): Pick<Image, 'memoryBytes' | 'offsets' | 'pages'> {
  const offsets = differingParts(base, memory, STRIDE).flatMap((at) =>
    differingParts(base, memory, PAGE, at, Math.min(at + STRIDE, memory.length)),
  );
  const pages = new Uint8Array(offsets.length * PAGE);
  offsets.forEach((at, index) => pages.set(memory.subarray(at, at + PAGE), index * PAGE));
  return { memoryBytes: memory.length, offsets, pages };
}

/** Where parts of this length begin that differ; beyond the base, all do. */
function differingParts(
  base: Uint8Array,
  memory: Uint8Array,
  length: number,
  from = 0,
  to = memory.length,
): number[] {
  const [left, right] = [Buffer.from(base.buffer), Buffer.from(memory.buffer)];
  const offsets: number[] = [];
  for (let at = from; at < to; at += length) {
    const end = at + length;
    if (end > left.length || left.compare(right, at, end, at, end) !== 0) offsets.push(at);
  }
  return offsets;
}

/**
 * Writes the memory of an image over one that is as long. Most of a memory never changes: it is
 * only read, so that a page that the code never touched stays one that takes no room.
 */
export function restoreMemory(base: Uint8Array, image: Image, memory: Uint8Array): void {
  const end = Math.min(base.length, memory.length);
  for (const at of differingParts(base, memory, STRIDE, 0, end)) {
    memory.set(base.subarray(at, Math.min(at + STRIDE, end)), at);
  }
  const { offsets, pages } = image;
  for (let index = 0; index < offsets.length; index += 1) {
    const from = index * PAGE;
    memory.set(pages.subarray(from, from + PAGE), offsets[index]);
  }
}
