import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** One replica too many. */
export const commitQuorumOffByOne = mutantOfRules(
  {
    id: 'commit-quorum-off-by-one',
    seedDefect: null,
    catalogueId: 'LR-01',
    title: 'a leader counts itself twice when it commits',
    story:
      'A leader that counts replicas counts itself once too often. With three servers it ' +
      'commits on its own what nobody else holds. The next leader knows nothing of it.',
    sources: ['ktoso/akka-raft#42', 'willemt/raft#15'],
    breaks: 'commit-is-durable',
    shortest: { decisions: 4, nodes: 3, evidence: 'proven' },
    alsoBreaks: [
      { property: 'leader-completeness', decisions: 7, nodes: 3, evidence: 'proven' },
      { property: 'state-machine-safety', decisions: 8, nodes: 3, evidence: 'proven' },
    ],
  },
  {
    replicas: (matchIndex, index) => PAPER_RULES.replicas(matchIndex, index) + 1,
  },
);
