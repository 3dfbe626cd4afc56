import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** What the step cut off stays on the disk until the next write. */
export const truncatedTailReturns = mutantOfRules(
  {
    id: 'truncated-tail-returns',
    seedDefect: null,
    catalogueId: 'PC-08',
    title: 'entries that were cut off are back after a crash',
    story:
      'New entries are written over the conflicting ones, and that the log has become shorter ' +
      'is noted with the next write only. After a crash in between, the tail that was cut off ' +
      'is back, behind newer entries. A log with such a tail is no prefix of any other, and ' +
      'it seems longer than it is when a candidate asks for a vote.',
    sources: ['etcd-io/etcd#22442', 'baidu/braft#119', 'ClickHouse/ClickHouse#112101'],
    breaks: 'log-matching',
    shortest: { decisions: 11, nodes: 3, evidence: 'proven' },
  },
  {
    writes: (before, after) => {
      const log = [...after.log, ...before.log.slice(after.log.length)];
      return PAPER_RULES.writes(before, after).map((write) => {
        return { ...write, record: { ...write.record, log } };
      });
    },
  },
);
