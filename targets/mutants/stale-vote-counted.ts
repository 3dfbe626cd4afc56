import { mutantOfRules } from './mutant.ts';

/**
 * Defect b. Neither the term of the reply nor the role is looked at. A leader that counts a second
 * majority becomes leader once more, and forgets how far its peers have come.
 */
export const staleVoteCounted = mutantOfRules(
  {
    id: 'stale-vote-counted',
    seedDefect: 'b',
    catalogueId: 'LE-02',
    title: 'a vote counts whatever has become of the election that it answers',
    story:
      'A candidate whose election failed stands again. Votes of the failed election arrive late ' +
      'and count in the new one, so that it leads a term in which nobody but itself voted for ' +
      'it. The votes of that term can elect somebody else.',
    sources: [
      'the tutorial, in its vote collection',
      'xnnyygn/xraft#33',
      'ktoso/akka-raft#46',
      'andreev-io/little-raft#44',
      "Students' Guide to Raft, term confusion",
    ],
    breaks: 'leader-has-quorum',
    shortest: { decisions: 4, nodes: 3, evidence: 'proven' },
    alsoBreaks: [{ property: 'election-safety', decisions: 7, nodes: 3, evidence: 'proven' }],
  },
  {
    countsVote: (_state, reply) => reply.voteGranted,
  },
);
