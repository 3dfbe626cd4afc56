import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** Answers to requests for votes teach no term. */
export const voteRefusalTermIgnored = mutantOfRules(
  {
    id: 'vote-refusal-term-ignored',
    seedDefect: null,
    catalogueId: null,
    title: 'a candidate does not learn the term of a refusal',
    story:
      'An answer whose term is not that of the election is dropped before anyone looks whether ' +
      'its term is higher. A candidate that lags behind asks on in terms of the past, one ' +
      'election timeout after the other, instead of moving to the term that it was told.',
    sources: ['wenweihu86/raft-java#3', "a course tutorial's text, which ignores refusals"],
    breaks: 'learns-higher-term',
    shortest: { decisions: 5, nodes: 3, evidence: 'proven' },
  },
  {
    learnsTerm: (state, message) =>
      message.kind !== 'voteReply' && PAPER_RULES.learnsTerm(state, message),
  },
);
