import { becomeFollower } from '../../core/roles.ts';
import { mutantOfRules } from './mutant.ts';

/** The same term, and the vote is free again. */
export const candidateForgetsVote = mutantOfRules(
  {
    id: 'candidate-forgets-vote',
    seedDefect: null,
    catalogueId: 'LE-06',
    title: 'a candidate that meets the leader of its term forgets its vote',
    story:
      'A candidate that hears from the leader of its own term becomes follower, which is ' +
      'right, and forgets that it voted for itself. A late request of that term gets its vote ' +
      'as well. Nobody is elected by such a vote, for the leader of the term has its majority ' +
      'already.',
    sources: [
      'ktoso/akka-raft#56',
      'xnnyygn/xraft#29',
      'microsoft/CCF#5891',
      'microsoft/CCF#8094',
      'eliben/raft#27',
    ],
    breaks: 'one-vote-per-term',
    shortest: { decisions: 6, nodes: 3, evidence: 'proven' },
  },
  {
    followLeader: (state) => {
      const follower = becomeFollower(state);
      return state.role === 'candidate' ? { ...follower, votedFor: null } : follower;
    },
  },
);
