import { mutantOfRules } from './mutant.ts';

/** Defect e. Replies arrive, and the leader does not take note of them. */
export const leaderForgetsContact = mutantOfRules(
  {
    id: 'leader-forgets-contact',
    seedDefect: 'e',
    catalogueId: 'LV-02',
    title: 'a leader does not note who answers, and gives up though all is well',
    story:
      'Replies to heartbeats do not renew the contact that a leader needs to go on. At its first ' +
      'check it believes that it is cut off and steps down. The cluster elects for ever, without ' +
      'any fault, and no leader comes to stay.',
    sources: [
      'the tutorial warns of it',
      'Factual/skuld#81',
      'databendlabs/openraft#1839',
      'seaweedfs/raft#9',
    ],
    breaks: 'stable-leader',
    shortest: null,
  },
  {
    hearFrom: (state) => state,
  },
);
