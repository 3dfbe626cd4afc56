/** What one worker process does: a queue worker for each campaign that it may work at. */
import type { ChunkThreads } from '../campaign/fleet/chunk-threads.ts';
import { FleetWorker, type WorkerSetting } from '../campaign/fleet/fleet-worker.ts';
import { rangesText, rollOf } from '../campaign/fleet/roll.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { counted } from '../reports/terminal/numbers.ts';
import type { ExternalTarget } from './external-target.ts';
import { inOneLine } from './failure.ts';
import { planEnqueued } from './fleet-plan.ts';
import { knownIn, type Known } from './fleet-server.ts';

export interface ShiftSetting extends Omit<WorkerSetting, 'onChunk'> {
  readonly threads: ChunkThreads;
  /** Campaigns that were named; none: all. */
  readonly ids: readonly string[];
  readonly externalTargets: readonly ExternalTarget[];
}

/** A campaign that is worked at. */
interface Underway {
  readonly known: Known;
  readonly worker: FleetWorker;
  /** How often in a row nothing of it was queued. */
  timesEmpty: number;
  isLacking: boolean;
}

/** What is queued may be handed over in this moment: one look is not enough. */
const LOOKS = 2;

export class FleetShift {
  readonly #setting: ShiftSetting;
  readonly #underway = new Map<string, Underway>();
  readonly #refused = new Set<string>();
  readonly #complete = new Set<string>();
  #performed = 0;
  #open = 0;

  constructor(setting: ShiftSetting) {
    this.#setting = setting;
  }

  /** Chunks that were performed here. */
  get performed(): number {
    return this.#performed;
  }

  /** Campaigns of which chunks are missing and nothing is queued. */
  get lacking(): number {
    const lacking = [...this.#underway.values()].filter(({ isLacking }) => isLacking);
    return lacking.length + (this.#knowsNone ? 1 : 0);
  }

  /** Campaigns that are of other code or mean something else here. */
  get refused(): number {
    return this.#refused.size;
  }

  /** Whether nothing is left that could be done here. */
  get isOver(): boolean {
    return [...this.#underway.values()].every(({ isLacking }) => isLacking);
  }

  get #knowsNone(): boolean {
    return this.#open + this.#refused.size + this.#complete.size === 0;
  }

  /** Begins what is new, and ends what is complete or was stopped. */
  async look(): Promise<void> {
    const { server, ids, onRemark } = this.#setting;
    const all = await knownIn(server.store, (id, why) => this.#refuse(id, why));
    const stopped = await server.store.stopped();
    const known = all.filter(({ id }) => ids.length === 0 || ids.includes(id));
    this.#open = known.length;
    for (const one of known) {
      const isNew = !this.#underway.has(one.id) && !this.#refused.has(one.id);
      if (isNew && !stopped.has(one.id)) await this.#begin(one);
    }
    for (const [id, underway] of this.#underway) {
      if (stopped.has(id)) {
        onRemark(`campaign ${id} was stopped`);
        await this.#leave(id, underway);
      } else if (underway.worker.isIdle) await this.#lookAt(id, underway);
    }
  }

  /** The connection was lost, and what the server held may be, too. */
  offerAgain(): void {
    for (const { worker } of this.#underway.values()) {
      worker.offer().catch((error: unknown) => {
        this.#setting.onRemark(`records could not be offered again: ${inOneLine(String(error))}`);
      });
    }
  }

  async end(): Promise<void> {
    await Promise.all([...this.#underway.values()].map(({ worker }) => worker.stop()));
    await this.#setting.threads.end();
  }

  async #begin(known: Known): Promise<void> {
    const { server, externalTargets, onRemark } = this.#setting;
    const { id, campaign, text } = known;
    if (rollOf(campaign, await server.store.entries(id)).isComplete) {
      this.#complete.add(id);
      return;
    }
    this.#complete.delete(id);
    const planned = this.#planned(known, externalTargets);
    if (planned === null) return;
    const requests = planned.plan.targets.map(({ request }) => request);
    const onChunk = (): void => void (this.#performed += 1);
    const worker = new FleetWorker({ id, campaign, text, requests }, { ...this.#setting, onChunk });
    this.#underway.set(id, { known, worker, timesEmpty: 0, isLacking: false });
    await worker.offer();
    await worker.start();
    onRemark(`campaign ${id}: at work`);
  }

  #planned(
    { id, campaign }: Known,
    externalTargets: readonly ExternalTarget[],
  ): ReturnType<typeof planEnqueued> | null {
    try {
      return planEnqueued(campaign, externalTargets);
    } catch (error) {
      // Whatever is wrong with it, it came from outside: the others go on.
      this.#refuse(id, inOneLine(error instanceof Error ? error.message : String(error)));
      return null;
    }
  }

  #refuse(id: string, why: string): void {
    if (this.#refused.has(id)) return;
    this.#refused.add(id);
    this.#setting.onRemark(`campaign ${inOneLine(id)} is refused: ${why}`);
  }

  /** The ledger says whether it is complete; the queue, whether there is anything to wait for. */
  async #lookAt(id: string, underway: Underway): Promise<void> {
    const { server, onRemark } = this.#setting;
    const { waiting, active } = await server.queue(id).counts();
    if (waiting + active > 0) {
      underway.timesEmpty = 0;
      underway.isLacking = false;
      return;
    }
    const roll = rollOf(underway.known.campaign, await server.store.entries(id));
    if (roll.isComplete) {
      onRemark(`campaign ${id}: complete`);
      this.#complete.add(id);
      return this.#leave(id, underway);
    }
    underway.timesEmpty += 1;
    if (underway.timesEmpty < LOOKS || underway.isLacking) return;
    underway.isLacking = true;
    for (const { name, missing } of roll.targets) {
      if (missing.length === 0) continue;
      const what = `${counted(missing.length, 'chunk')} of ${name} missing`;
      const which = `${what} (${rangesText(missing)}), and nothing is queued`;
      const how = `${COMMAND} fleet enqueue, with the same arguments`;
      onRemark(`campaign ${id}: ${which}: ${how}`);
    }
  }

  async #leave(id: string, { worker }: Underway): Promise<void> {
    this.#underway.delete(id);
    await worker.stop();
  }
}
