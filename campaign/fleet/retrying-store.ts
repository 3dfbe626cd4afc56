/** A store that waits for its server. */
import { patiently, type Retrying } from './patiently.ts';
import type { SharedStore } from './result-store.ts';

export function retrying(store: SharedStore, how: Retrying): SharedStore {
  return {
    putCampaign: (id, campaign) => patiently(how, () => store.putCampaign(id, campaign)),
    campaigns: () => patiently(how, () => store.campaigns()),
    put: (campaign, record) => patiently(how, () => store.put(campaign, record)),
    entries: (campaign) => patiently(how, () => store.entries(campaign)),
    lastEntries: (campaign) => patiently(how, () => store.lastEntries(campaign)),
    isDone: (campaign, address) => patiently(how, () => store.isDone(campaign, address)),
    bodies: (campaign, entries) => patiently(how, () => store.bodies(campaign, entries)),
    drop: (campaign, entry) => patiently(how, () => store.drop(campaign, entry)),
    setStopped: (campaign, isStopped) =>
      patiently(how, () => store.setStopped(campaign, isStopped)),
    stopped: () => patiently(how, () => store.stopped()),
  };
}
