/**
 * Where campaigns and what their chunks came to are kept: a set that only grows. Whatever is put
 * twice is there once, so any number of workers may write and any number of collectors may read.
 */
import type { ChunkRecord, Entry } from './chunk-record.ts';
import type { ChunkAddress } from './fleet-campaign.ts';

export interface ResultStore {
  putCampaign(id: string, campaign: string): Promise<void>;
  /** Ids, and the campaigns as they were written. */
  campaigns(): Promise<ReadonlyMap<string, string>>;
  /** Atomically: an entry without its body is never seen. */
  put(campaign: string, record: ChunkRecord): Promise<void>;
  /** The ledger of a campaign, in no order. */
  entries(campaign: string): Promise<readonly Entry[]>;
  /** Those of them after which no chunk counts. */
  lastEntries(campaign: string): Promise<readonly Entry[]>;
  isDone(campaign: string, address: ChunkAddress): Promise<boolean>;
  /** Of these entries, in their order; null for one that is not there. */
  bodies(campaign: string, entries: readonly Entry[]): Promise<readonly (Uint8Array | null)[]>;
  /** Takes out what is damaged: its chunk is missing again. */
  drop(campaign: string, entry: Entry): Promise<void>;
}

/** Also knows which campaigns nobody should work at for now. */
export interface SharedStore extends ResultStore {
  setStopped(campaign: string, isStopped: boolean): Promise<void>;
  stopped(): Promise<ReadonlySet<string>>;
}

/** `0-17`. */
export function addressText({ target, chunk }: ChunkAddress): string {
  return `${target}-${chunk}`;
}
