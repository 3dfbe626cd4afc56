/** Records in PostgreSQL: one row each. */
import type { Pool, PoolClient } from 'pg';
import { entryIn, entryText, type ChunkRecord, type Entry } from './chunk-record.ts';
import type { ChunkAddress } from './fleet-campaign.ts';
import type { SharedStore } from './result-store.ts';

/** Two that begin at once must not both create the tables. */
const LOCK = 7_711_600_016;

const TABLES = `
  create table if not exists whitewater_fleet_campaigns (
    id text primary key,
    campaign text not null,
    stopped boolean not null default false
  );
  create table if not exists whitewater_fleet_records (
    campaign text not null,
    target integer not null,
    chunk integer not null,
    entry text not null,
    is_last boolean not null,
    body bytea not null,
    primary key (campaign, target, chunk, entry)
  );`;

interface EntryRow {
  readonly entry: string;
}

export class PostgresStore implements SharedStore {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Makes the tables if they are not there; `others` makes those of others. */
  async prepare(others: (client: PoolClient) => Promise<unknown>): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
      await client.query(TABLES);
      await client.query('commit');
      await others(client);
      client.release();
    } catch (error) {
      // Closed, so that the server lets go of what it has locked.
      client.release(true);
      throw error;
    }
  }

  async putCampaign(id: string, campaign: string): Promise<void> {
    await this.#pool.query(
      `insert into whitewater_fleet_campaigns (id, campaign) values ($1, $2)
       on conflict (id) do update set campaign = excluded.campaign`,
      [id, campaign],
    );
  }

  async campaigns(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.#pool.query<{ id: string; campaign: string }>(
      'select id, campaign from whitewater_fleet_campaigns',
    );
    return new Map(rows.map(({ id, campaign }) => [id, campaign]));
  }

  async put(campaign: string, { entry, body }: ChunkRecord): Promise<void> {
    const { target, chunk, mark } = entry;
    await this.#pool.query(
      `insert into whitewater_fleet_records (campaign, target, chunk, entry, is_last, body)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [campaign, target, chunk, entryText(entry), mark === 'last', Buffer.from(body)],
    );
  }

  async entries(campaign: string): Promise<readonly Entry[]> {
    const { rows } = await this.#pool.query<EntryRow>(
      'select entry from whitewater_fleet_records where campaign = $1',
      [campaign],
    );
    return rows.flatMap(({ entry }) => entryIn(entry) ?? []);
  }

  async lastEntries(campaign: string): Promise<readonly Entry[]> {
    const { rows } = await this.#pool.query<EntryRow>(
      'select entry from whitewater_fleet_records where campaign = $1 and is_last',
      [campaign],
    );
    return rows.flatMap(({ entry }) => entryIn(entry) ?? []);
  }

  async isDone(campaign: string, { target, chunk }: ChunkAddress): Promise<boolean> {
    const { rows } = await this.#pool.query(
      `select 1 from whitewater_fleet_records
       where campaign = $1 and target = $2 and chunk = $3 limit 1`,
      [campaign, target, chunk],
    );
    return rows.length > 0;
  }

  async bodies(
    campaign: string,
    entries: readonly Entry[],
  ): Promise<readonly (Uint8Array | null)[]> {
    const { rows } = await this.#pool.query<EntryRow & { body: Buffer }>(
      `select entry, body from whitewater_fleet_records
       where campaign = $1 and entry = any($2)`,
      [campaign, entries.map(entryText)],
    );
    const known = new Map(rows.map(({ entry, body }) => [entry, body]));
    return entries.map((entry) => known.get(entryText(entry)) ?? null);
  }

  async drop(campaign: string, entry: Entry): Promise<void> {
    await this.#pool.query(
      'delete from whitewater_fleet_records where campaign = $1 and entry = $2',
      [campaign, entryText(entry)],
    );
  }

  async setStopped(campaign: string, isStopped: boolean): Promise<void> {
    await this.#pool.query('update whitewater_fleet_campaigns set stopped = $2 where id = $1', [
      campaign,
      isStopped,
    ]);
  }

  async stopped(): Promise<ReadonlySet<string>> {
    const { rows } = await this.#pool.query<{ id: string }>(
      'select id from whitewater_fleet_campaigns where stopped',
    );
    return new Set(rows.map(({ id }) => id));
  }
}
