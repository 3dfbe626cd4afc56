import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** The commit index is looked at with new entries only. */
export const heartbeatCommitsNothing = mutantOfRules(
  {
    id: 'heartbeat-commits-nothing',
    seedDefect: null,
    catalogueId: null,
    title: 'a follower does not commit on heartbeats',
    story:
      'A follower takes over the commit index of messages that bring entries, and of no others. ' +
      'The latest entry is committed by the leader after it was sent: without another proposal ' +
      'the followers never hear of it.',
    sources: ['ktoso/akka-raft#33', 'hashicorp/raft#412'],
    breaks: 'convergence',
    shortest: null,
  },
  {
    followerCommit: (state, message, log) =>
      message.entries.length === 0
        ? state.commitIndex
        : PAPER_RULES.followerCommit(state, message, log),
  },
);
