import { controlOfRules } from './control.ts';

/** A vote is granted only while it is free, so never twice to the same candidate. */
export const repeatedVoteRefused = controlOfRules(
  {
    id: 'repeated-vote-refused',
    catalogueId: 'LE-18',
    title: 'a server refuses a candidate for which it has voted already',
    why:
      'A candidate asks each server once per term. Only the network asks again, with a copy, and ' +
      'then the first answer has granted the vote.',
    sources: ['ktoso/akka-raft#29', 'vesoft-inc/nebula#2419'],
  },
  {
    mayVote: ({ currentTerm, votedFor }, { term }) => term >= currentTerm && votedFor === null,
  },
);
