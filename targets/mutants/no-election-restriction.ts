import { mutantOfRules } from './mutant.ts';

/** Defect g. The candidate's log is not looked at. */
export const noElectionRestriction = mutantOfRules(
  {
    id: 'no-election-restriction',
    seedDefect: 'g',
    catalogueId: 'LE-11',
    title: 'a server votes for a candidate whatever its log lacks',
    story:
      'A voter does not compare logs. A candidate that lacks a committed entry is elected, and ' +
      'its followers throw the entry away.',
    sources: ['the tutorial warns of it', 'jgroups-extras/jgroups-raft#14'],
    breaks: 'leader-completeness',
    shortest: { decisions: 9, nodes: 3, evidence: 'proven' },
  },
  {
    isUpToDate: () => true,
  },
);
