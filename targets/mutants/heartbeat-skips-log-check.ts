import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** Without entries there is nothing to compare, it thinks. */
export const heartbeatSkipsLogCheck = mutantOfRules(
  {
    id: 'heartbeat-skips-log-check',
    seedDefect: null,
    catalogueId: 'LR-05',
    title: 'a follower accepts heartbeats without comparing logs',
    story:
      'A message without entries succeeds whatever the follower holds before it. The follower ' +
      'acknowledges a place where its log differs, and commits its own entries up to there.',
    sources: ["Students' Guide to Raft: heartbeats are no special case", 'etcd-io/raft#139'],
    breaks: 'state-machine-safety',
    shortest: { decisions: 16, nodes: 3, evidence: 'by hand' },
    alsoBreaks: [{ property: 'proposal-committable', decisions: 5, nodes: 3, evidence: 'proven' }],
  },
  {
    logMatches: (log, message) =>
      message.entries.length === 0 || PAPER_RULES.logMatches(log, message),
  },
);
