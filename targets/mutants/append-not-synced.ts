import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** Entries that arrive are written, and not synced. */
export const appendNotSynced = mutantOfRules(
  {
    id: 'append-not-synced',
    seedDefect: null,
    catalogueId: 'PC-05',
    title: 'a follower acknowledges entries that are not durable yet',
    story:
      'A follower writes new entries without waiting for the sync and says that it has them. ' +
      'The leader counts it. After a crash the entries are gone, and what was committed is on ' +
      'less than a majority of the disks.',
    sources: [
      'NATS JetStream 2.12.1, analysis by Jepsen',
      'yugabyte/yugabyte-db#32875',
      'etcd-io/etcd#12589',
    ],
    breaks: 'commit-is-durable',
    shortest: { decisions: 6, nodes: 3, evidence: 'proven' },
    alsoBreaks: [{ property: 'leader-completeness', decisions: 10, nodes: 3, evidence: 'proven' }],
  },
  {
    writes: (before, after) => {
      const writes = PAPER_RULES.writes(before, after);
      const isTermOrVote =
        before.currentTerm !== after.currentTerm || before.votedFor !== after.votedFor;
      if (isTermOrVote || after.role === 'leader') return writes;
      return writes.map((write) => ({ ...write, synced: false }));
    },
  },
);
