import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** A vote for another node in this term speaks against the leader. */
export const rivalsLeaderRefused = mutantOfRules(
  {
    id: 'rivals-leader-refused',
    seedDefect: null,
    catalogueId: 'LE-17',
    title: 'a server refuses the leader that it did not vote for',
    story:
      'A server that voted for the loser of an election, as the loser itself did, does not ' +
      'accept heartbeats of the winner. Its election timeout runs out, and it deposes a ' +
      'leader with which nothing is wrong.',
    sources: ['sile/noraft#24', 'deventlab/d-engine#340'],
    breaks: 'stable-leader',
    shortest: null,
  },
  {
    recognizes: (state, message) => {
      const isOwnChoice = state.votedFor === null || state.votedFor === message.leaderId;
      return isOwnChoice && PAPER_RULES.recognizes(state, message);
    },
  },
);
