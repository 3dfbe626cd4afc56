/**
 * Records as files of a folder. Each worker keeps its own before it tells anyone, so whatever a
 * queue loses is still there; a folder that is shared or copied serves a collector without a queue.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../findings/atomic-file.ts';
import { lookedAt } from '../findings/place.ts';
import { entryIn, entryText, type ChunkRecord, type Entry } from './chunk-record.ts';
import type { ChunkAddress } from './fleet-campaign.ts';
import type { ResultStore } from './result-store.ts';

const CAMPAIGN_FILE = 'campaign.json';
const ENDING = '.json.gz';
const CAMPAIGN_ID = /^[0-9a-f]{16}$/;

export class FolderStore implements ResultStore {
  readonly #folder: string;

  /** `out` is the folder for everything that runs leave behind. */
  constructor(out: string) {
    this.#folder = join(out, 'fleet');
  }

  putCampaign(id: string, campaign: string): Promise<void> {
    writeAtomically(join(this.#folder, id, CAMPAIGN_FILE), campaign);
    return Promise.resolve();
  }

  campaigns(): Promise<ReadonlyMap<string, string>> {
    const ids = namesIn(this.#folder).filter((name) => CAMPAIGN_ID.test(name));
    const known = ids.flatMap((id) => {
      const file = join(this.#folder, id, CAMPAIGN_FILE);
      if (!existsSync(file)) return [];
      return [[id, lookedAt(file, () => readFileSync(file, 'utf8'))] as const];
    });
    return Promise.resolve(new Map(known));
  }

  put(campaign: string, { entry, body }: ChunkRecord): Promise<void> {
    const file = this.#fileOf(campaign, entry);
    if (!existsSync(file)) writeAtomically(file, body);
    return Promise.resolve();
  }

  entries(campaign: string): Promise<readonly Entry[]> {
    const names = namesIn(join(this.#folder, campaign)).filter((name) => name.endsWith(ENDING));
    return Promise.resolve(names.flatMap((name) => entryIn(name.slice(0, -ENDING.length)) ?? []));
  }

  async lastEntries(campaign: string): Promise<readonly Entry[]> {
    return (await this.entries(campaign)).filter(({ mark }) => mark === 'last');
  }

  async isDone(campaign: string, { target, chunk }: ChunkAddress): Promise<boolean> {
    const entries = await this.entries(campaign);
    return entries.some((entry) => entry.target === target && entry.chunk === chunk);
  }

  bodies(campaign: string, entries: readonly Entry[]): Promise<readonly (Uint8Array | null)[]> {
    const bodies = entries.map((entry) => {
      const file = this.#fileOf(campaign, entry);
      return existsSync(file) ? lookedAt(file, () => readFileSync(file)) : null;
    });
    return Promise.resolve(bodies);
  }

  drop(campaign: string, entry: Entry): Promise<void> {
    rmSync(this.#fileOf(campaign, entry), { force: true });
    return Promise.resolve();
  }

  #fileOf(campaign: string, entry: Entry): string {
    return join(this.#folder, campaign, `${entryText(entry)}${ENDING}`);
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? lookedAt(folder, () => readdirSync(folder)) : [];
}
