import { mutantOfRules } from './mutant.ts';

/** The write comes last. */
export const sendsBeforeWrite = mutantOfRules(
  {
    id: 'sends-before-write',
    seedDefect: null,
    catalogueId: 'PC-03',
    title: 'messages go out before the write that they speak of',
    story:
      'A step sends first and writes afterwards. A crash in between leaves others with a ' +
      'vote, a term or an acknowledgement of which the disk knows nothing. After it the ' +
      'server votes again, or goes back in term, or lacks an entry that was counted.',
    sources: [
      'NodeDB-Lab/nodedb#161',
      'valkey-io/valkey#3887',
      'sofastack/sofa-jraft, at the start of an election',
    ],
    breaks: 'term-monotonic',
    shortest: { decisions: 1, nodes: 3, evidence: 'proven' },
    alsoBreaks: [
      { property: 'one-vote-per-term', decisions: 3, nodes: 3, evidence: 'proven' },
      { property: 'election-safety', decisions: 6, nodes: 3, evidence: 'proven' },
      { property: 'commit-is-durable', decisions: 6, nodes: 3, evidence: 'proven' },
    ],
  },
  {
    orderEffects: (writes, others) => [...others, ...writes],
  },
);
