import { lastIndex } from '../../core/log.ts';
import { mutantOfRules } from './mutant.ts';

/** An entry before the new ones will do, whoever wrote it. */
export const previousTermNotCompared = mutantOfRules(
  {
    id: 'previous-term-not-compared',
    seedDefect: null,
    catalogueId: null,
    title: 'a follower does not compare the term of the entry before the new ones',
    story:
      'A follower looks whether its log reaches up to prevLogIndex, and not which term the entry ' +
      'there has. So it appends new entries behind an entry that the leader does not have, and ' +
      'two logs that hold the same entry differ before it.',
    sources: ['ktoso/akka-raft#58'],
    breaks: 'log-matching',
    shortest: { decisions: 14, nodes: 3, evidence: 'by hand' },
  },
  {
    logMatches: (log, { prevLogIndex }) => prevLogIndex <= lastIndex(log),
  },
);
