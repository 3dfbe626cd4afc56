/** Puts the chunks that a campaign lacks into its queue: all of them, or those in a gap. */
import type { FleetCampaign } from './fleet-campaign.ts';
import { spansOf } from './fleet-campaign.ts';
import type { FolderStore } from './folder-store.ts';
import { rollOf } from './roll.ts';
import type { FleetServer } from './server.ts';

export interface Enqueued {
  /** How many chunks are there already. */
  readonly done: number;
  readonly missing: number;
  /** Jobs that the queue had given up, and that are tried again. */
  readonly givenUp: number;
}

/** `text` is the campaign as it is written down. */
export async function enqueueMissing(
  { store, queue: queueOf }: FleetServer,
  own: FolderStore,
  { id, campaign, text }: { id: string; campaign: FleetCampaign; text: string },
): Promise<Enqueued> {
  await own.putCampaign(id, text);
  for (const entry of await own.entries(id)) {
    const [body = null] = await own.bodies(id, [entry]);
    if (body !== null) await store.put(id, { entry, body });
  }
  const { targets } = rollOf(campaign, await store.entries(id));
  const missing = targets.map((one) => new Set(one.missing));
  const spans = spansOf(campaign).filter(({ target, first, count }) => {
    return Array.from({ length: count }, (_, place) => first + place).some((chunk) =>
      missing[target]?.has(chunk),
    );
  });
  const queue = queueOf(id);
  const failed = await queue.failed();
  await queue.remove(failed.map((job) => job.id));
  await queue.add(spans);
  // Known only now: a worker that saw it before would find nothing to do.
  await store.putCampaign(id, text);
  await store.setStopped(id, false);
  return {
    done: targets.reduce((sum, { entries }) => sum + entries.length, 0),
    missing: missing.reduce((sum, { size }) => sum + size, 0),
    givenUp: failed.length,
  };
}
