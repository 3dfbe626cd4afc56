import { mutantOfRules } from './mutant.ts';

/** Figure 8. */
export const commitsOlderTerms = mutantOfRules(
  {
    id: 'commits-older-terms',
    seedDefect: null,
    catalogueId: 'LR-02',
    title: 'a leader commits entries of older terms by counting replicas',
    story:
      'A leader takes any entry on a majority for committed, whatever its term. Figure 8 of ' +
      'the paper shows how such an entry can be overwritten after all. To lose it takes a ' +
      'long run; that a leader commits it is soon seen.',
    sources: [
      'logcabin/logcabin#44',
      'bakwc/PySyncObj#169',
      'async-raft/async-raft#108',
      'canonical/raft#220',
      'nats-io/nats-server#7955',
    ],
    breaks: 'commits-own-term',
    shortest: { decisions: 10, nodes: 3, evidence: 'proven' },
  },
  {
    mayCommit: () => true,
  },
);
