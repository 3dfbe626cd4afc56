import { mutantOfRules } from './mutant.ts';

/** Defect d, first half. The term is adopted and the vote is free, but a leader stays leader. */
export const higherTermKeepsRole = mutantOfRules(
  {
    id: 'higher-term-keeps-role',
    seedDefect: 'd',
    catalogueId: 'LE-08',
    title: 'a leader that learns of a higher term adopts it and goes on leading',
    story:
      'A leader takes over the higher term of a message and stays leader, now of a term in which ' +
      'nobody elected it. It even votes for the candidate that asked: soon the term has two ' +
      'leaders.',
    sources: ['the tutorial warns of it', 'willemt/raft#10', 'async-raft/async-raft#50'],
    breaks: 'leader-has-quorum',
    shortest: { decisions: 5, nodes: 3, evidence: 'proven' },
    alsoBreaks: [{ property: 'election-safety', decisions: 6, nodes: 3, evidence: 'proven' }],
  },
  {
    adoptTerm: (state, term) => ({ ...state, currentTerm: term, votedFor: null }),
  },
);
