import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** Answers to AppendEntries teach no term. */
export const appendReplyTermIgnored = mutantOfRules(
  {
    id: 'append-reply-term-ignored',
    seedDefect: null,
    catalogueId: null,
    title: 'a leader does not learn the term of an answer to AppendEntries',
    story:
      'A server in a later term refuses the AppendEntries of a leader, and its refusal says in ' +
      'which term. The leader takes it for any other refusal and leads on, until a request of ' +
      'the later term reaches it.',
    sources: ['uwplse/verdi-raft#29', 'deventlab/d-engine#39'],
    breaks: 'learns-higher-term',
    shortest: { decisions: 6, nodes: 3, evidence: 'proven' },
  },
  {
    learnsTerm: (state, message) =>
      message.kind !== 'appendReply' && PAPER_RULES.learnsTerm(state, message),
  },
);
