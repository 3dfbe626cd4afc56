import { lastIndex, lastTerm } from '../../core/log.ts';
import { mutantOfRules } from './mutant.ts';

/** Both, where the paper asks for one and then the other. */
export const upToDateInBoth = mutantOfRules(
  {
    id: 'up-to-date-in-both',
    seedDefect: null,
    catalogueId: 'LE-14',
    title: 'a candidate must be ahead in the last term and in length',
    story:
      'A voter asks for a last term that is no older and for a log that is no shorter. A ' +
      'server with many entries of an old term and one with few of a newer term then refuse ' +
      'each other. If the rest is dead, nobody can be elected, though a majority is alive.',
    sources: ['dotnet/dotNext#298'],
    breaks: 'leader-electable',
    shortest: { decisions: 10, nodes: 3, evidence: 'proven' },
    nodes: [3],
  },
  {
    isUpToDate: (log, { lastLogTerm, lastLogIndex }) =>
      lastLogTerm >= lastTerm(log) && lastLogIndex >= lastIndex(log),
  },
);
