import { lastIndex } from '../../core/log.ts';
import { mutantOfRules } from './mutant.ts';

/** The end of the log stands in for the last new entry. */
export const commitBeyondNewEntries = mutantOfRules(
  {
    id: 'commit-beyond-new-entries',
    seedDefect: null,
    catalogueId: 'LR-04',
    title: 'a follower commits up to the end of its log, not of what the leader sent',
    story:
      'A follower takes the smaller of the commit index of its leader and the length of its ' +
      'own log. Behind what a heartbeat has vouched for, that log may hold entries of an ' +
      'older leader that nobody else has. It applies them as if they were committed.',
    sources: [
      'atomix/copycat#265',
      'scylladb/scylladb#9965',
      'vesoft-inc/nebula#681',
      'camunda/camunda#30354',
      "Students' Guide to Raft: the index of the last new entry",
    ],
    breaks: 'state-machine-safety',
    shortest: { decisions: 12, nodes: 3, evidence: 'proven' },
  },
  {
    followerCommit: (state, { leaderCommit }, log) => {
      const last = lastIndex(log);
      const committed = leaderCommit < last ? leaderCommit : last;
      return committed > state.commitIndex ? committed : state.commitIndex;
    },
  },
);
