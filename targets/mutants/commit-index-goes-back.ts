import { shifted } from '../../core/numbers.ts';
import { mutantOfRules } from './mutant.ts';

/** The old commit index is not asked. */
export const commitIndexGoesBack = mutantOfRules(
  {
    id: 'commit-index-goes-back',
    seedDefect: null,
    catalogueId: 'LR-08',
    title: 'the commit index of a follower follows every message, also back',
    story:
      'A follower takes over the commit index of each message as it comes. A late or doubled ' +
      'message, older than what it has heard already, takes it back. It then applies entries ' +
      'a second time.',
    sources: ['bakwc/PySyncObj#166', 'wenweihu86/raft-java#54'],
    breaks: 'commit-monotonic',
    shortest: { decisions: 9, nodes: 3, evidence: 'proven' },
  },
  {
    followerCommit: (_state, { leaderCommit, prevLogIndex, entries }) => {
      const lastNew = shifted(prevLogIndex, entries.length);
      return leaderCommit < lastNew ? leaderCommit : lastNew;
    },
  },
);
