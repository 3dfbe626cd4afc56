/** What a driver does not wait for: a server is asked again until it is there, and has room. */
import { setTimeout as after } from 'node:timers/promises';
import type { SharedStore } from './result-store.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 1000;

/** Who says what is worth another attempt, and hears of it. */
export interface Retrying {
  /** Whether the server may yet do what it failed to do. */
  readonly isWaitedFor: (error: unknown) => boolean;
  /** Before each further attempt. */
  readonly onFailure: (error: unknown) => void;
  /** It answers after it did not. */
  readonly onAnswer: () => void;
}

export function retrying(
  store: SharedStore,
  { isWaitedFor, onFailure, onAnswer }: Retrying,
): SharedStore {
  const patiently = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      try {
        const answer = await ask();
        if (waitMs > FIRST_WAIT_MS) onAnswer();
        return answer;
      } catch (error) {
        if (!isWaitedFor(error)) throw error;
        onFailure(error);
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
