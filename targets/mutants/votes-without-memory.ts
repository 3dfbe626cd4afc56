import { mutantOfRules } from './mutant.ts';

/** Defect c. Every candidate that asks gets a vote. */
export const votesWithoutMemory = mutantOfRules(
  {
    id: 'votes-without-memory',
    seedDefect: 'c',
    catalogueId: 'LE-04',
    title: 'a server votes for everybody who asks',
    story:
      'A server does not look at whom it has voted for. Two candidates of one term both get its ' +
      'vote, and both may become leader.',
    sources: ['the tutorial warns of it', 'djjonno/kerala#18'],
    breaks: 'one-vote-per-term',
    shortest: { decisions: 3, nodes: 3, evidence: 'proven' },
    alsoBreaks: [{ property: 'election-safety', decisions: 6, nodes: 3, evidence: 'proven' }],
  },
  {
    mayVote: (state, { term }) => term >= state.currentTerm,
  },
);
