/**
 * A chunk of a campaign: so many runs, named by a number. What it yields is a pure function of
 * the code, the configuration and this number, so it may be performed anywhere, twice, and in any
 * order.
 */
import type { BatchResult } from '../../search/hunting/perform-batch.ts';

/** What one chunk came to. Plain data, and never the time that it took. */
export interface ChunkResult extends BatchResult {
  /** From 0. */
  readonly chunk: number;
}

/**
 * Whether nothing of it has to be performed again: it is done, or it can go on where it was cut
 * short. A guided chunk cannot: what it draws depends on what its own runs have learned, and that
 * is not kept.
 */
export function isKept({ isWhole, isGuided }: BatchResult): boolean {
  return isWhole || !isGuided;
}

/** What an earlier hunt has made of a chunk that it did not end; null if it did not begin it. */
export function begunOf(begun: readonly ChunkResult[], chunk: number): ChunkResult | null {
  return begun.find((one) => one.chunk === chunk) ?? null;
}

/** Which part of a campaign one machine performs: shard `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const WHOLE_CAMPAIGN: Shard = { index: 1, count: 1 };

/** The chunk that a shard performs as its `place`-th, from 0: shards take turns. */
export function chunkAt(place: number, { index, count }: Shard): number {
  return place * count + index - 1;
}

/** How many of the first `chunks` chunks belong to a shard. */
export function chunksOf(chunks: number, { index, count }: Shard): number {
  return Math.max(0, Math.ceil((chunks - index + 1) / count));
}
