import { mutantOfRules } from './mutant.ts';

/** Before it is decided whom to vote for. */
export const anyCandidateRenewsTimer = mutantOfRules(
  {
    id: 'any-candidate-renews-timer',
    seedDefect: null,
    catalogueId: 'LV-05',
    title: 'a candidate renews the election timeout of servers that refuse it',
    story:
      'A follower counts its election timeout anew for each RequestVote, granted or not. A ' +
      'server that cannot win, because its log is behind, and whose clock is fast keeps all ' +
      'others from standing.',
    sources: [
      "Students' Guide to Raft: when to reset the election timer",
      'etcd-io/etcd#12959',
      'hashicorp/raft#609',
    ],
    breaks: 'eventual-leader',
    shortest: null,
  },
  {
    renewsTimer: (request, isHeeded) => isHeeded || request.kind === 'requestVote',
  },
);
