import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** The vote is counted and remains free. */
export const ownVoteNotRecorded = mutantOfRules(
  {
    id: 'own-vote-not-recorded',
    seedDefect: null,
    catalogueId: 'LE-10',
    title: 'a candidate counts its own vote and does not record it',
    story:
      'A candidate counts itself, but does not note that it has voted. It then votes for a ' +
      'rival of the same term too. Two candidates that vote for each other both have a ' +
      'majority of three.',
    sources: ['vesoft-inc/nebula#3415', 'xnnyygn/xraft#44'],
    breaks: 'one-vote-per-term',
    shortest: { decisions: 3, nodes: 3, evidence: 'proven' },
    alsoBreaks: [{ property: 'election-safety', decisions: 6, nodes: 3, evidence: 'proven' }],
  },
  {
    standForElection: (state) => ({ ...PAPER_RULES.standForElection(state), votedFor: null }),
  },
);
