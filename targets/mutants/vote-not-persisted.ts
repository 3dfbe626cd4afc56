import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** What is written does not say whom the server voted for. */
export const voteNotPersisted = mutantOfRules(
  {
    id: 'vote-not-persisted',
    seedDefect: null,
    catalogueId: 'PC-01',
    title: 'the vote is not written to the disk',
    story:
      'Term and log reach the disk, the vote does not. A server that crashes and comes back ' +
      'in the same term has forgotten its vote, and votes again. If its first vote is still ' +
      'on its way or was counted, the term can get two leaders.',
    sources: [
      'NodeDB-Lab/nodedb#161',
      'ongardie/raft.tla#5',
      'seaweedfs/raft#9',
      'ktoso/akka-raft#62',
    ],
    breaks: 'one-vote-per-term',
    shortest: { decisions: 4, nodes: 3, evidence: 'proven' },
    alsoBreaks: [{ property: 'election-safety', decisions: 7, nodes: 3, evidence: 'proven' }],
  },
  {
    writes: (before, after) =>
      PAPER_RULES.writes(before, after).map((write) => {
        return { ...write, record: { ...write.record, votedFor: null } };
      }),
  },
);
