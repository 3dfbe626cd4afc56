/** Every negative control: what a hunt must not accuse. */
import { candidateForgetsVote } from './candidate-forgets-vote.ts';
import { sparedMutant, type Control } from './control.ts';
import { fullHeartbeats } from './full-heartbeats.ts';
import { halfIsAQuorum } from './half-is-a-quorum.ts';
import { matchAssumedAtElection } from './match-assumed-at-election.ts';
import { repeatedVoteRefused } from './repeated-vote-refused.ts';
import { staleLeaderRenewsTimer } from './stale-leader-renews-timer.ts';
import { voteCountedInAnyRole } from './vote-counted-in-any-role.ts';
import { votesCountedByNumber } from './votes-counted-by-number.ts';

export const CONTROLS: readonly Control[] = [
  sparedMutant(
    candidateForgetsVote,
    {
      id: 'forgotten-vote-elects-nobody',
      title: 'a candidate that meets the leader of its term forgets its vote, judged by leaders',
      why:
        'Who forgets had voted for itself, and so was never in the majority of the leader that ' +
        'it met. That majority still remembers, and a rival needs a majority too.',
    },
    { judgedBy: ['election-safety'] },
  ),
  sparedMutant(
    voteCountedInAnyRole,
    {
      id: 'second-majority-elects-nobody-else',
      title: 'a vote counts although the voter is no candidate any more, judged by leaders',
      why: 'The votes are of the right term and for this server: nobody else can have them.',
    },
    { judgedBy: ['election-safety'] },
  ),
  sparedMutant(
    votesCountedByNumber,
    {
      id: 'three-need-one-vote',
      title: 'a candidate counts votes, not voters, in a cluster of three',
      why: 'One vote beside the own is a majority already, and nothing is left to count twice.',
    },
    { nodes: [3] },
  ),
  sparedMutant(
    votesCountedByNumber,
    {
      id: 'no-copies-no-second-vote',
      title: 'a candidate counts votes, not voters, and nothing arrives twice',
      why: 'A voter is asked once per term, so it answers once, and the network makes no copies.',
    },
    { nodes: [5], without: ['duplicateMessages'] },
  ),
  sparedMutant(
    halfIsAQuorum,
    {
      id: 'half-of-odd-is-more-than-half',
      title: 'half of the servers count as a majority, in clusters of odd size',
      why: 'Half of an odd number, rounded up, is a majority.',
    },
    {},
  ),
  sparedMutant(
    matchAssumedAtElection,
    {
      id: 'assumed-matches-commit-nothing',
      title: 'a new leader assumes that its peers hold all of its log, judged by commits',
      why:
        'What is assumed concerns entries of older terms, and only entries of its own term are ' +
        'committed by counting.',
    },
    {
      judgedBy: [
        'commits-own-term',
        'commit-is-durable',
        'leader-completeness',
        'state-machine-safety',
      ],
    },
  ),
  fullHeartbeats,
  repeatedVoteRefused,
  staleLeaderRenewsTimer,
];
