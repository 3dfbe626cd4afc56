import { controlOfRules } from './control.ts';

/** The election timeout is counted anew before the term of the message is looked at. */
export const staleLeaderRenewsTimer = controlOfRules(
  {
    id: 'stale-leader-renews-timer',
    catalogueId: 'LV-04',
    title: 'a message of an older term renews the election timeout',
    why:
      'A deposed leader that is heard and does not hear would keep the others from electing. But ' +
      'a leader that gets no answers gives up within an election timeout, and then it is silent.',
    sources: [
      'willemt/raft#48',
      'resetius/miniraft-cpp#28',
      "Students' Guide to Raft: when to reset the election timer",
    ],
  },
  {
    renewsTimer: (request, isHeeded) => isHeeded || request.kind === 'appendEntries',
  },
);
