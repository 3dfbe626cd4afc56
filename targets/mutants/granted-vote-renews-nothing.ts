import { mutantOfRules } from './mutant.ts';

/** Half of Figure 2's sentence. */
export const grantedVoteRenewsNothing = mutantOfRules(
  {
    id: 'granted-vote-renews-nothing',
    seedDefect: null,
    catalogueId: null,
    title: 'a server that votes does not count its election timeout anew',
    story:
      'Only AppendEntries renews the election timeout. A server that has just voted may stand a ' +
      'moment later, in the next term, and depose the leader that it has helped to elect.',
    sources: ['jgroups-extras/jgroups-raft#45', 'baidu/braft#465'],
    breaks: 'waits-its-turn',
    shortest: null,
  },
  {
    renewsTimer: (request, isHeeded) => isHeeded && request.kind === 'appendEntries',
  },
);
