import { becomeFollower } from '../../core/roles.ts';
import { mutantOfRules } from './mutant.ts';

/** Defect a. The same term, and the vote is free again. */
export const voteClearedOnStepDown = mutantOfRules(
  {
    id: 'vote-cleared-on-step-down',
    seedDefect: 'a',
    catalogueId: 'LE-01',
    title: 'a leader without a quorum steps down and forgets its vote',
    story:
      'A leader that has lost its quorum becomes follower, which is right, and forgets whom it ' +
      'voted for, although the term stays. If the request of a rival of the same term is still ' +
      'on its way, it votes a second time, and the term gets a second leader.',
    sources: [
      'the tutorial, in its ticker',
      'hazelcast/hazelcast#16643',
      'nats-io/nats-server#7698',
      'etcd-io/etcd#2461',
    ],
    breaks: 'one-vote-per-term',
    shortest: { decisions: 6, nodes: 3, evidence: 'proven' },
    alsoBreaks: [{ property: 'election-safety', decisions: 7, nodes: 3, evidence: 'proven' }],
  },
  {
    giveUpLeadership: (state) => ({ ...becomeFollower(state), votedFor: null }),
  },
);
