import { staleLeaderRenewsTimer } from './stale-leader-renews-timer.ts';
import { mutantOfRules } from './mutant.ts';

/** Two rules replaced. Either alone does little: the other ends the reign of a stale leader. */
export const staleLeaderIsHeeded = mutantOfRules(
  {
    id: 'stale-leader-is-heeded',
    seedDefect: null,
    catalogueId: staleLeaderRenewsTimer.catalogueId,
    title: 'a stale leader keeps others from standing, and does not learn from their answers',
    story:
      'A message of an older term renews the election timeout, and a leader does not look at the ' +
      'term of answers to its heartbeats. Once the others are in a later term without a leader, ' +
      'they refuse the old one and wait for it, for ever. It takes their refusals for a sign ' +
      'that it has its quorum.',
    sources: [
      'willemt/raft#48',
      'resetius/miniraft-cpp#28',
      'tinyraft 1.0.1, whose leaders do not heed a newer term',
    ],
    breaks: 'eventual-leader',
    shortest: null,
  },
  {
    renewsTimer: (request, isHeeded) => isHeeded || request.kind === 'appendEntries',
    learnsTerm: (state, { kind, term }) => kind !== 'appendReply' && term > state.currentTerm,
  },
);
