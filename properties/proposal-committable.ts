import { possibility } from './possibility.ts';

/** A new proposal can still be committed. */
export const proposalCommittable = possibility(
  'proposal-committable',
  'from every state, a new proposal can still be committed',
  'Raft paper, section 2: "In the common case, a command can complete as soon as a majority of ' +
    'the cluster has responded to a single round of remote procedure calls"',
);
