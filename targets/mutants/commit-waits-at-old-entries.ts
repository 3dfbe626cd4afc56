import { termAt } from '../../core/log.ts';
import { shifted } from '../../core/numbers.ts';
import { mutantOfRules } from './mutant.ts';

/** The next entry decides, not the one that is counted. */
export const commitWaitsAtOldEntries = mutantOfRules(
  {
    id: 'commit-waits-at-old-entries',
    seedDefect: null,
    catalogueId: 'LR-10',
    title: 'a leader does not commit past entries of older terms',
    story:
      'A leader goes up its log from the commit index and stops at the first entry of another ' +
      'term. That entry may not be committed by counting, which is right; but once a newer ' +
      'one behind it is on a majority, both are. A leader that took over such an entry never ' +
      'commits anything again.',
    sources: ['zhebrak/raftos#30'],
    breaks: 'progress',
    shortest: null,
    alsoBreaks: [{ property: 'proposal-committable', decisions: 5, nodes: 3, evidence: 'proven' }],
  },
  {
    mayCommit: ({ log, commitIndex, currentTerm }) =>
      termAt(log, shifted(commitIndex, 1)) === currentTerm,
  },
);
