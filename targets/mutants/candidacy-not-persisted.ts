import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** Nothing is written on the way to an election. */
export const candidacyNotPersisted = mutantOfRules(
  {
    id: 'candidacy-not-persisted',
    seedDefect: null,
    catalogueId: 'PC-02',
    title: 'a candidate writes neither its term nor its vote',
    story:
      'A server that stands for election raises its term and votes for itself, in memory ' +
      'only. After a crash it is back in the old term. It can then vote for a rival in the ' +
      'term in which it stood itself.',
    sources: ['eliben/raft#26', 'wenweihu86/raft-java#57'],
    breaks: 'term-monotonic',
    shortest: { decisions: 2, nodes: 3, evidence: 'proven' },
    alsoBreaks: [
      { property: 'one-vote-per-term', decisions: 4, nodes: 3, evidence: 'proven' },
      { property: 'election-safety', decisions: 7, nodes: 3, evidence: 'proven' },
    ],
  },
  {
    writes: (before, after) =>
      after.role === 'candidate' ? [] : PAPER_RULES.writes(before, after),
  },
);
