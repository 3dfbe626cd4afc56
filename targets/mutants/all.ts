/** Every mutant: the tutorial's defects a to h first, then by kind. */
import { answersAnsweredAtOnce } from './answers-answered-at-once.ts';
import { anyCandidateRenewsTimer } from './any-candidate-renews-timer.ts';
import { appendCutsWhatMatches } from './append-cuts-what-matches.ts';
import { appendNotSynced } from './append-not-synced.ts';
import { appendReplyEchoesTerm } from './append-reply-echoes-term.ts';
import { appendReplyTermIgnored } from './append-reply-term-ignored.ts';
import { candidacyNotPersisted } from './candidacy-not-persisted.ts';
import { candidateAnnouncesItself } from './candidate-announces-itself.ts';
import { candidateForgetsVote } from './candidate-forgets-vote.ts';
import { candidateStandsOnce } from './candidate-stands-once.ts';
import { commitBeyondNewEntries } from './commit-beyond-new-entries.ts';
import { commitIndexGoesBack } from './commit-index-goes-back.ts';
import { commitIndexNotSent } from './commit-index-not-sent.ts';
import { commitQuorumOffByOne } from './commit-quorum-off-by-one.ts';
import { commitWaitsAtOldEntries } from './commit-waits-at-old-entries.ts';
import { commitsOlderTerms } from './commits-older-terms.ts';
import { committedNeverApplied } from './committed-never-applied.ts';
import { conflictingTailKept } from './conflicting-tail-kept.ts';
import { deposedLeaderBeatsOn } from './deposed-leader-beats-on.ts';
import { deposedLeaderHasNoTimer } from './deposed-leader-has-no-timer.ts';
import { electionTimeoutFromZero } from './election-timeout-from-zero.ts';
import { farewellInLearnedTerm } from './farewell-in-learned-term.ts';
import { fixedElectionTimeout } from './fixed-election-timeout.ts';
import { grantedVoteRenewsNothing } from './granted-vote-renews-nothing.ts';
import { grantedVoteStopsTimer } from './granted-vote-stops-timer.ts';
import { halfIsAQuorum } from './half-is-a-quorum.ts';
import { heartbeatCommitsNothing } from './heartbeat-commits-nothing.ts';
import { heartbeatSkipsLogCheck } from './heartbeat-skips-log-check.ts';
import { heartbeatsOneByOne } from './heartbeats-one-by-one.ts';
import { higherTermKeepsRole } from './higher-term-keeps-role.ts';
import { higherTermKeepsVote } from './higher-term-keeps-vote.ts';
import { leaderEntryNotSynced } from './leader-entry-not-synced.ts';
import { leaderForgetsContact } from './leader-forgets-contact.ts';
import { leaderNeverGivesUp } from './leader-never-gives-up.ts';
import { matchAssumedAtElection } from './match-assumed-at-election.ts';
import { matchesAssumedAndCommitted } from './matches-assumed-and-committed.ts';
import type { Mutant } from './mutant.ts';
import { newestAppliedOnly } from './newest-applied-only.ts';
import { nextIndexOffByOne } from './next-index-off-by-one.ts';
import { noElectionRestriction } from './no-election-restriction.ts';
import { ownVoteNotRecorded } from './own-vote-not-recorded.ts';
import { peersAloneCommit } from './peers-alone-commit.ts';
import { pipelinedRefusalIgnored } from './pipelined-refusal-ignored.ts';
import { previousTermNotCompared } from './previous-term-not-compared.ts';
import { proposalAppendedTwice } from './proposal-appended-twice.ts';
import { refusedTermNotLearned } from './refused-term-not-learned.ts';
import { rivalsLeaderRefused } from './rivals-leader-refused.ts';
import { sendsBeforeWrite } from './sends-before-write.ts';
import { staleLeaderIsHeeded } from './stale-leader-is-heeded.ts';
import { staleVoteCounted } from './stale-vote-counted.ts';
import { truncatedTailReturns } from './truncated-tail-returns.ts';
import { truncationTakesTermBack } from './truncation-takes-term-back.ts';
import { uncommittedProposedAgain } from './uncommitted-proposed-again.ts';
import { upToDateByLengthOnly } from './up-to-date-by-length-only.ts';
import { upToDateInBoth } from './up-to-date-in-both.ts';
import { voteClearedOnStepDown } from './vote-cleared-on-step-down.ts';
import { voteCountedInAnyRole } from './vote-counted-in-any-role.ts';
import { voteNotPersisted } from './vote-not-persisted.ts';
import { voteRefusalTermIgnored } from './vote-refusal-term-ignored.ts';
import { voteReplyInOldTerm } from './vote-reply-in-old-term.ts';
import { votesCountedByNumber } from './votes-counted-by-number.ts';
import { votesWithoutMemory } from './votes-without-memory.ts';

export const MUTANTS: readonly Mutant[] = [
  // The tutorial's, a to h.
  voteClearedOnStepDown,
  staleVoteCounted,
  votesWithoutMemory,
  higherTermKeepsRole,
  higherTermKeepsVote,
  leaderForgetsContact,
  leaderNeverGivesUp,
  noElectionRestriction,
  upToDateByLengthOnly,
  heartbeatsOneByOne,
  // Elections.
  votesCountedByNumber,
  candidateForgetsVote,
  ownVoteNotRecorded,
  halfIsAQuorum,
  rivalsLeaderRefused,
  refusedTermNotLearned,
  voteCountedInAnyRole,
  upToDateInBoth,
  grantedVoteStopsTimer,
  candidateStandsOnce,
  deposedLeaderHasNoTimer,
  // Persistence and crashes.
  voteNotPersisted,
  candidacyNotPersisted,
  sendsBeforeWrite,
  appendNotSynced,
  leaderEntryNotSynced,
  truncationTakesTermBack,
  truncatedTailReturns,
  // Log replication and commits.
  commitQuorumOffByOne,
  commitsOlderTerms,
  appendCutsWhatMatches,
  commitBeyondNewEntries,
  heartbeatSkipsLogCheck,
  previousTermNotCompared,
  conflictingTailKept,
  commitIndexGoesBack,
  commitWaitsAtOldEntries,
  matchAssumedAtElection,
  committedNeverApplied,
  newestAppliedOnly,
  commitIndexNotSent,
  heartbeatCommitsNothing,
  nextIndexOffByOne,
  // Timers.
  fixedElectionTimeout,
  anyCandidateRenewsTimer,
  grantedVoteRenewsNothing,
  electionTimeoutFromZero,
  answersAnsweredAtOnce,
  // Combinations: one thing alone is masked by the other.
  staleLeaderIsHeeded,
  matchesAssumedAndCommitted,
  peersAloneCommit,
  pipelinedRefusalIgnored,
  // Messages and terms.
  candidateAnnouncesItself,
  deposedLeaderBeatsOn,
  farewellInLearnedTerm,
  appendReplyTermIgnored,
  voteRefusalTermIgnored,
  appendReplyEchoesTerm,
  voteReplyInOldTerm,
  // Commands of clients.
  proposalAppendedTwice,
  uncommittedProposedAgain,
];
