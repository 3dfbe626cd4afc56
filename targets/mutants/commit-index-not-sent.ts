import { mutantOfRules } from './mutant.ts';

/** What stands in `leaderCommit` is not looked at. */
export const commitIndexNotSent = mutantOfRules(
  {
    id: 'commit-index-not-sent',
    seedDefect: null,
    catalogueId: null,
    title: 'followers never learn what the leader has committed',
    story:
      'A leader commits, and tells its clients so; its messages do not tell the followers. They ' +
      'hold all entries and commit none, until one of them leads.',
    sources: ['etcd-io/etcd#1732'],
    breaks: 'convergence',
    shortest: null,
  },
  {
    followerCommit: ({ commitIndex }) => commitIndex,
  },
);
