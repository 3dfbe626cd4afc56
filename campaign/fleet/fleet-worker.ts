/** A worker of a fleet: it takes chunks from the queue, and performs them in threads. */
import { Refusal } from '../../adapters/refusal.ts';
import type { HuntRequest } from '../threads/hunt-request.ts';
import { recordOf } from './chunk-record.ts';
import type { ChunkThreads } from './chunk-threads.ts';
import type { ChunkAddress, FleetCampaign, Span } from './fleet-campaign.ts';
import { parseSpan } from './fleet-schema.ts';
import type { FolderStore } from './folder-store.ts';
import type { JobWorker, Patience } from './job-queue.ts';
import type { FleetServer } from './server.ts';

/** A campaign that this worker has planned itself, and found to be the same. */
export interface PlannedCampaign {
  readonly id: string;
  readonly campaign: FleetCampaign;
  /** As it is written down. */
  readonly text: string;
  /** One for each of its targets. */
  readonly requests: readonly HuntRequest[];
}

export interface WorkerSetting {
  readonly server: FleetServer;
  /** Records are kept here first. */
  readonly own: FolderStore;
  readonly threads: ChunkThreads;
  readonly concurrency: number;
  readonly patience: Patience;
  /** One line about what happens. */
  readonly onRemark: (line: string) => void;
  /** A chunk was performed here. */
  readonly onChunk: (campaign: PlannedCampaign, address: ChunkAddress) => void;
}

export class FleetWorker {
  readonly #setting: WorkerSetting;
  readonly #planned: PlannedCampaign;
  #worker: JobWorker | null = null;
  #isStopping = false;
  /** Jobs under way. */
  #active = 0;

  constructor(planned: PlannedCampaign, setting: WorkerSetting) {
    this.#planned = planned;
    this.#setting = setting;
  }

  get isIdle(): boolean {
    return this.#active === 0;
  }

  /** Resolves once it is connected. */
  async start(): Promise<void> {
    const { server, concurrency, patience, onRemark } = this.#setting;
    this.#worker = await server.work(this.#planned.id, {
      concurrency,
      patience,
      perform: (data, giveBack) => this.#perform(data, giveBack),
      onError: (error) => {
        const why = server.objectionIn(error) ?? error.message;
        onRemark(`the queue: ${why}; going on`);
      },
    });
  }

  /** Ends after the chunks that are under way, and gives the rest of their jobs back. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#worker?.close();
  }

  /** Puts all that this machine has of the campaign where everyone sees it, in case it was lost. */
  async offer(): Promise<void> {
    const { server, own } = this.#setting;
    const { id, text } = this.#planned;
    await own.putCampaign(id, text);
    await server.store.putCampaign(id, text);
    const there = await server.store.entries(id);
    const known = new Set(there.map(({ target, chunk, hash }) => `${target}-${chunk}-${hash}`));
    for (const entry of await own.entries(id)) {
      if (known.has(`${entry.target}-${entry.chunk}-${entry.hash}`)) continue;
      const [body = null] = await own.bodies(id, [entry]);
      if (body !== null) await server.store.put(id, { entry, body });
    }
  }

  async #perform(data: unknown, giveBack: () => Promise<Error>): Promise<void> {
    this.#active += 1;
    try {
      const span = this.#spanIn(data);
      for (let chunk = span.first; chunk < span.first + span.count; chunk += 1) {
        if (this.#isStopping) throw await giveBack();
        await this.#performChunk({ target: span.target, chunk });
      }
    } finally {
      this.#active -= 1;
    }
  }

  /** Throws what makes the queue give the job up: its chunks stay missing in the ledger. */
  #spanIn(data: unknown): Span {
    try {
      return parseSpan(data, this.#planned.campaign);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#setting.onRemark(`a job of ${this.#planned.id} is refused: ${error.message}`);
      throw error;
    }
  }

  async #performChunk(address: ChunkAddress): Promise<void> {
    const { server, own, threads, onChunk } = this.#setting;
    const { id, requests } = this.#planned;
    const request = requests[address.target];
    if (request === undefined || (await this.#isNeedless(address))) return;
    const outcome = await threads.perform(request, address.chunk);
    const record = recordOf(id, address, outcome);
    await own.put(id, record);
    await server.store.put(id, record);
    onChunk(this.#planned, address);
  }

  /** Whether it is done, or comes after the last chunk that counts. */
  async #isNeedless(address: ChunkAddress): Promise<boolean> {
    const { store } = this.#setting.server;
    const { id } = this.#planned;
    const last = await store.lastEntries(id);
    const isBehind = last.some(
      ({ target, chunk }) => target === address.target && chunk < address.chunk,
    );
    return isBehind || (await store.isDone(id, address));
  }
}
