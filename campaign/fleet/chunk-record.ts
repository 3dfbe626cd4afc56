/**
 * What a chunk came to, as it is written down: named by its content, so that two workers that
 * perform the same chunk write the same, and one that writes something else is found out.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ChunkResult } from '../ledger/chunk.ts';
import type { ChunkAddress } from './fleet-campaign.ts';

/** A chunk that was performed, or in which a step of the target did not come back. */
export type ChunkOutcome =
  | { readonly kind: 'performed'; readonly result: ChunkResult }
  | { readonly kind: 'stoodStill' };

/** What a record means for the chunks after it: nothing, or that none of them counts. */
export type Mark = 'whole' | 'last';

/** A record in a ledger, without its content. */
export interface Entry extends ChunkAddress {
  /** Of the content. */
  readonly hash: string;
  readonly mark: Mark;
}

export interface ChunkRecord {
  readonly entry: Entry;
  /** Compressed. */
  readonly body: Uint8Array;
}

export function recordOf(
  campaign: string,
  address: ChunkAddress,
  outcome: ChunkOutcome,
): ChunkRecord {
  const { target, chunk } = address;
  // In the order in which the same code makes it: reports show what was counted in that order.
  const text = JSON.stringify({ campaign, target, chunk, outcome });
  const entry = { target, chunk, hash: hashOf(text), mark: markOf(outcome) };
  return { entry, body: gzipSync(text) };
}

/** Nothing counts after a chunk that ends its hunt. */
export function markOf(outcome: ChunkOutcome): Mark {
  return outcome.kind === 'stoodStill' || outcome.result.isEnough ? 'last' : 'whole';
}

/** One word: `0-17-whole-…`. */
export function entryText({ target, chunk, mark, hash }: Entry): string {
  return `${target}-${chunk}-${mark}-${hash}`;
}

/** Null for what is no entry. */
export function entryIn(text: string): Entry | null {
  const parts = /^(\d{1,10})-(\d{1,10})-(whole|last)-([0-9a-f]{32})$/.exec(text);
  if (parts === null) return null;
  const [, target, chunk, mark, hash = ''] = parts;
  const isLast = mark === 'last';
  return { target: Number(target), chunk: Number(chunk), mark: isLast ? 'last' : 'whole', hash };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
