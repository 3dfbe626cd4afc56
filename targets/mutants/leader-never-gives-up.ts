import { mutantOfRules } from './mutant.ts';

/** Defect f. The quorum check always passes. */
export const leaderNeverGivesUp = mutantOfRules(
  {
    id: 'leader-never-gives-up',
    seedDefect: 'f',
    catalogueId: 'LV-01',
    title: 'a leader that reaches nobody stays leader',
    story:
      'A leader that is cut off hears of no newer term, and so it leads on for as long as it is ' +
      'cut off, while the others have long elected another. Two leaders of different terms are ' +
      'legal; clients that ask the old one are served the past.',
    sources: [
      'the tutorial warns of it',
      'KAFKA-13621',
      'KAFKA-15489',
      'etcd-io/etcd#3917',
      'eliben/raft#17',
    ],
    breaks: 'stale-leader-steps-down',
    shortest: null,
  },
  {
    hasQuorumContact: () => true,
  },
);
