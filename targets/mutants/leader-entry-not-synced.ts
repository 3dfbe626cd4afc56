import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** What a leader appends is written, and not synced. */
export const leaderEntryNotSynced = mutantOfRules(
  {
    id: 'leader-entry-not-synced',
    seedDefect: null,
    catalogueId: 'PC-06',
    title: 'a leader counts its own entry before it is durable',
    story:
      'A leader appends an entry and counts itself among those that have it, while its disk ' +
      'may still lose it. A leader that is alone commits at once what a crash takes away. ' +
      'With more servers the entry is on one disk less than it seems.',
    sources: ['etcd-io/etcd#14370'],
    breaks: 'commit-is-durable',
    shortest: { decisions: 2, nodes: 1, evidence: 'proven' },
    alsoBreaks: [
      { property: 'leader-completeness', decisions: 4, nodes: 1, evidence: 'proven' },
      { property: 'commit-is-durable', decisions: 6, nodes: 3, evidence: 'proven' },
    ],
    nodes: [1, 3],
  },
  {
    writes: (before, after) => {
      const writes = PAPER_RULES.writes(before, after);
      const isOwnEntry = before.role === 'leader' && after.role === 'leader';
      return isOwnEntry ? writes.map((write) => ({ ...write, synced: false })) : writes;
    },
  },
);
