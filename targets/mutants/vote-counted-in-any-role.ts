import { mutantOfRules } from './mutant.ts';

/** The term of the reply is looked at, the role is not. */
export const voteCountedInAnyRole = mutantOfRules(
  {
    id: 'vote-counted-in-any-role',
    seedDefect: null,
    catalogueId: 'LE-19',
    title: 'a vote counts although the voter is no candidate any more',
    story:
      'A leader goes on counting the votes of its own election. With a second majority, to ' +
      'which copies of old replies add up, it takes office again in the same term and forgets ' +
      'how far its peers have come. The votes are of the right term, so there is never a ' +
      'second leader.',
    sources: ["Students' Guide to Raft: assuming that your state has not changed"],
    breaks: 'match-monotonic',
    shortest: { decisions: 9, nodes: 3, evidence: 'proven' },
  },
  {
    countsVote: (state, reply) => reply.voteGranted && reply.term === state.currentTerm,
  },
);
