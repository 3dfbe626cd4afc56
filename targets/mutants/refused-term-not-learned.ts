import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** The log of a candidate is looked at before its term. */
export const refusedTermNotLearned = mutantOfRules(
  {
    id: 'refused-term-not-learned',
    seedDefect: null,
    catalogueId: 'LE-09',
    title: 'a server that refuses a candidate for its log does not learn its term',
    story:
      'A vote that is refused for the log of the candidate is refused in the old term, and the ' +
      'voter stays there. Others elect a leader of a term that the candidate has left behind, ' +
      'and whose heartbeats it answers with its own higher term. If it needs both for a majority ' +
      'and its clock is fast, they never catch up.',
    sources: [
      'vesoft-inc/nebula#3415',
      "Students' Guide to Raft: the second rule comes before handling the RPC",
    ],
    breaks: 'eventual-leader',
    shortest: null,
  },
  {
    learnsTerm: (state, message) => {
      const isRefused =
        message.kind === 'requestVote' && !PAPER_RULES.isUpToDate(state.log, message);
      return !isRefused && PAPER_RULES.learnsTerm(state, message);
    },
  },
);
