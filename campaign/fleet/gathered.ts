/** What a campaign has come to, from all places that have records of it. */
import { Refusal } from '../../adapters/refusal.ts';
import type { ChunkOutcome, Entry } from './chunk-record.ts';
import type { FleetCampaign } from './fleet-campaign.ts';
import { outcomeIn } from './read-chunk-record.ts';
import type { ResultStore } from './result-store.ts';
import { rollOf, type Divergent, type Roll } from './roll.ts';

/** A record that cannot be used, in one line. */
export type OnDamaged = (entry: Entry, why: string) => void;

/** Bodies that are in memory at a time. */
const AT_ONCE = 200;

export class Gathered {
  readonly id: string;
  readonly campaign: FleetCampaign;
  readonly #stores: readonly ResultStore[];
  readonly #roll: Roll;

  private constructor(
    id: string,
    campaign: FleetCampaign,
    stores: readonly ResultStore[],
    roll: Roll,
  ) {
    this.id = id;
    this.campaign = campaign;
    this.#stores = stores;
    this.#roll = roll;
  }

  static async of(
    id: string,
    campaign: FleetCampaign,
    stores: readonly ResultStore[],
  ): Promise<Gathered> {
    const lists = await Promise.all(stores.map((store) => store.entries(id)));
    return new Gathered(id, campaign, stores, rollOf(campaign, lists.flat()));
  }

  get roll(): Roll {
    return this.#roll;
  }

  /** Of the chunks of one target that count, in order. A damaged record is dropped, and told of. */
  async *outcomes(
    target: number,
    onDamaged: OnDamaged,
  ): AsyncGenerator<{ readonly chunk: number; readonly outcome: ChunkOutcome }> {
    const entries = this.#roll.targets[target]?.entries ?? [];
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const some = entries.slice(at, at + AT_ONCE);
      const bodies = await this.#bodies(some);
      for (const [place, entry] of some.entries()) {
        const outcome = await this.#outcomeOf(entry, bodies[place] ?? [], onDamaged);
        if (outcome !== null) yield { chunk: entry.chunk, outcome };
      }
    }
  }

  /** Both bodies of a chunk that is there twice; one that is damaged is left out. */
  async bodiesOf(
    { entries }: Divergent,
    onDamaged: OnDamaged,
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const bodies = await this.#bodies(entries);
    const sound = new Map<string, Uint8Array>();
    for (const [place, entry] of entries.entries()) {
      for (const body of bodies[place] ?? []) {
        if (sound.has(entry.hash)) continue;
        const outcome = await this.#outcomeOf(entry, [body], onDamaged);
        if (outcome !== null) sound.set(entry.hash, body);
      }
    }
    return sound;
  }

  /** Of each entry, what the stores have. */
  async #bodies(entries: readonly Entry[]): Promise<readonly (readonly Uint8Array[])[]> {
    const all = await Promise.all(this.#stores.map((store) => store.bodies(this.id, entries)));
    return entries.map((_, place) => all.flatMap((bodies) => bodies[place] ?? []));
  }

  async #outcomeOf(
    entry: Entry,
    bodies: readonly Uint8Array[],
    onDamaged: OnDamaged,
  ): Promise<ChunkOutcome | null> {
    let why = 'it is gone';
    for (const body of bodies) {
      try {
        return await outcomeIn(this.id, { entry, body });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        why = error.message;
      }
    }
    for (const store of this.#stores) await store.drop(this.id, entry);
    onDamaged(entry, why);
    return null;
  }
}
