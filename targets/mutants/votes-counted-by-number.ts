import { mutantOfRules } from './mutant.ts';

/** A set of voters becomes a number of votes. */
export const votesCountedByNumber = mutantOfRules(
  {
    id: 'votes-counted-by-number',
    seedDefect: null,
    catalogueId: 'LE-03',
    title: 'a candidate counts votes, not voters',
    story:
      'A candidate adds one for every granted vote that arrives. If the network delivers a ' +
      'reply twice, one voter counts as two, and a candidate with the votes of a minority ' +
      'leads. With three servers nothing comes of it: there, one vote beside the own is ' +
      'already a majority.',
    sources: ['xnnyygn/xraft#27', 'ktoso/akka-raft#45', 'microsoft/coyote-samples#8'],
    breaks: 'leader-has-quorum',
    shortest: { decisions: 4, nodes: 5, evidence: 'proven' },
    alsoBreaks: [{ property: 'election-safety', decisions: 8, nodes: 4, evidence: 'proven' }],
    nodes: [4, 5],
  },
  {
    /** Sets the lowest bit that is not set yet, whichever node voted: as many bits as votes. */
    addVote: (votes) => votes | (votes + 1),
  },
);
