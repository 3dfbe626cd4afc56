import { commitsOlderTerms } from './commits-older-terms.ts';
import { matchAssumedAtElection } from './match-assumed-at-election.ts';
import { mutantOfRules } from './mutant.ts';

/** Two rules replaced: what the first assumes, the second believes. */
export const matchesAssumedAndCommitted = mutantOfRules(
  {
    id: 'matches-assumed-and-committed',
    seedDefect: null,
    catalogueId: matchAssumedAtElection.catalogueId,
    title: 'a new leader assumes that its peers hold its log, and commits it as it stands',
    story:
      'A new leader takes its whole log for replicated, and entries of older terms count. The ' +
      'first answer that it gets commits what nobody else may hold.',
    sources: [...matchAssumedAtElection.sources, ...commitsOlderTerms.sources],
    breaks: 'commit-is-durable',
    shortest: { decisions: 9, nodes: 3, evidence: 'proven' },
  },
  { ...matchAssumedAtElection.rules, ...commitsOlderTerms.rules },
);
