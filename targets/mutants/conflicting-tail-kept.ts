import { mutantOfRules } from './mutant.ts';

/** Overwritten in place, and not cut off. */
export const conflictingTailKept = mutantOfRules(
  {
    id: 'conflicting-tail-kept',
    seedDefect: null,
    catalogueId: 'LR-07',
    title: 'new entries overwrite old ones, and the rest of the old ones stays',
    story:
      'A follower puts new entries in their places and leaves standing what lies behind them. ' +
      'Its log then goes from a newer term back to an older one. No leader ever had such a ' +
      'log.',
    sources: ['mofa-org/mofa#1151'],
    breaks: 'log-matching',
    shortest: { decisions: 10, nodes: 3, evidence: 'proven' },
  },
  {
    merge: (log, { prevLogIndex, entries }) => [
      ...log.slice(0, prevLogIndex),
      ...entries,
      ...log.slice(prevLogIndex + entries.length),
    ],
  },
);
