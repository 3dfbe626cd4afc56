import { lastIndex } from '../../core/log.ts';
import { mutantOfRules } from './mutant.ts';

/** Relative of defect g: the longer log wins, whatever the term of its last entry. */
export const upToDateByLengthOnly = mutantOfRules(
  {
    id: 'up-to-date-by-length-only',
    seedDefect: 'g',
    catalogueId: 'LE-12',
    title: 'a server compares the lengths of logs, not their last terms',
    story:
      'A voter takes the longer log for the more recent one. A server that collected entries ' +
      'which nobody else has, as leader of an old term, wins the vote of one that holds no more ' +
      'entries, but a committed one of a newer term.',
    sources: ["Students' Guide to Raft: no cheating and just checking the length"],
    breaks: 'leader-completeness',
    shortest: { decisions: 14, nodes: 3, evidence: 'by hand' },
  },
  {
    isUpToDate: (log, { lastLogIndex }) => lastLogIndex >= lastIndex(log),
  },
);
