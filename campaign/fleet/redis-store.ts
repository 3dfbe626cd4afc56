/** Records in Redis or Valkey: a set of entries for each campaign, and their bodies beside it. */
import type { Redis } from 'ioredis';
import { entryIn, entryText, type ChunkRecord, type Entry } from './chunk-record.ts';
import type { ChunkAddress } from './fleet-campaign.ts';
import { addressText, type SharedStore } from './result-store.ts';

const CAMPAIGNS = 'whitewater-fleet:campaigns';
const STOPPED = 'whitewater-fleet:stopped';

export class RedisStore implements SharedStore {
  readonly #client: Redis;

  constructor(client: Redis) {
    this.#client = client;
  }

  async putCampaign(id: string, campaign: string): Promise<void> {
    await this.#client.hset(CAMPAIGNS, id, campaign);
  }

  async campaigns(): Promise<ReadonlyMap<string, string>> {
    return new Map(Object.entries(await this.#client.hgetall(CAMPAIGNS)));
  }

  async put(campaign: string, { entry, body }: ChunkRecord): Promise<void> {
    const text = entryText(entry);
    const all = this.#client
      .multi()
      .hset(keyOf(campaign, 'bodies'), text, Buffer.from(body))
      .sadd(keyOf(campaign, 'done'), addressText(entry))
      .sadd(keyOf(campaign, 'ledger'), text);
    if (entry.mark === 'last') all.sadd(keyOf(campaign, 'last'), text);
    for (const [error] of (await all.exec()) ?? []) if (error !== null) throw error;
  }

  async entries(campaign: string): Promise<readonly Entry[]> {
    const texts = await this.#client.smembers(keyOf(campaign, 'ledger'));
    return texts.flatMap((text) => entryIn(text) ?? []);
  }

  async lastEntries(campaign: string): Promise<readonly Entry[]> {
    const texts = await this.#client.smembers(keyOf(campaign, 'last'));
    return texts.flatMap((text) => entryIn(text) ?? []);
  }

  async isDone(campaign: string, address: ChunkAddress): Promise<boolean> {
    const done = await this.#client.sismember(keyOf(campaign, 'done'), addressText(address));
    return done === 1;
  }

  async bodies(
    campaign: string,
    entries: readonly Entry[],
  ): Promise<readonly (Uint8Array | null)[]> {
    if (entries.length === 0) return [];
    return this.#client.hmgetBuffer(keyOf(campaign, 'bodies'), ...entries.map(entryText));
  }

  async drop(campaign: string, entry: Entry): Promise<void> {
    const text = entryText(entry);
    await this.#client
      .multi()
      .srem(keyOf(campaign, 'ledger'), text)
      .srem(keyOf(campaign, 'last'), text)
      .srem(keyOf(campaign, 'done'), addressText(entry))
      .hdel(keyOf(campaign, 'bodies'), text)
      .exec();
  }

  async setStopped(campaign: string, isStopped: boolean): Promise<void> {
    if (isStopped) await this.#client.sadd(STOPPED, campaign);
    else await this.#client.srem(STOPPED, campaign);
  }

  async stopped(): Promise<ReadonlySet<string>> {
    return new Set(await this.#client.smembers(STOPPED));
  }
}

function keyOf(campaign: string, what: 'bodies' | 'done' | 'last' | 'ledger'): string {
  return `whitewater-fleet:${campaign}:${what}`;
}
