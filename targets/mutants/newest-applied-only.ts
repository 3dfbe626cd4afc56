import { raftThatApplies } from './applied.ts';
import { mutantOfTarget } from './mutant.ts';

/** `lastApplied = commitIndex`, and then one entry instead of all in between. */
export const newestAppliedOnly = mutantOfTarget(
  {
    id: 'newest-applied-only',
    seedDefect: null,
    catalogueId: null,
    title: 'of several entries that are committed at once, only the newest is applied',
    story:
      'A server that learns of a commit applies the entry at its new commit index. If the index ' +
      'went up by more than one, the entries in between are counted as applied, and are not.',
    sources: ['MartinKalema/horizontal-scaling-convex#145', 'camunda/camunda#3482'],
    breaks: 'applies-committed',
    shortest: { decisions: 7, nodes: 3, evidence: 'proven' },
  },
  raftThatApplies((applies) => applies.slice(-1)),
);
