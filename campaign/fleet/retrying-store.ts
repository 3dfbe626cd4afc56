/** For a driver that does not wait for a server: it is asked again until the server is there. */
import { setTimeout as after } from 'node:timers/promises';
import type { SharedStore } from './result-store.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 1000;

/** What the server itself refused is not asked again: its errors have a code of five characters. */
function isRefused(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  // Class 57 is a server that shuts down or starts up, class 08 a connection that broke.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^(57|08)/.test(code);
}

/** `onReconnected` is called when it answers after it did not. */
export function retrying(store: SharedStore, onReconnected: () => void): SharedStore {
  const patiently = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      try {
        const answer = await ask();
        if (waitMs > FIRST_WAIT_MS) onReconnected();
        return answer;
      } catch (error) {
        if (isRefused(error)) throw error;
        await after(waitMs);
      }
    }
  };
  return {
    putCampaign: (id, campaign) => patiently(() => store.putCampaign(id, campaign)),
    campaigns: () => patiently(() => store.campaigns()),
    put: (campaign, record) => patiently(() => store.put(campaign, record)),
    entries: (campaign) => patiently(() => store.entries(campaign)),
    lastEntries: (campaign) => patiently(() => store.lastEntries(campaign)),
    isDone: (campaign, address) => patiently(() => store.isDone(campaign, address)),
    bodies: (campaign, entries) => patiently(() => store.bodies(campaign, entries)),
    drop: (campaign, entry) => patiently(() => store.drop(campaign, entry)),
    setStopped: (campaign, isStopped) => patiently(() => store.setStopped(campaign, isStopped)),
    stopped: () => patiently(() => store.stopped()),
  };
}
