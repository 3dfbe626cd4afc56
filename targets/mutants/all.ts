/** Every mutant, in the order of the tutorial's defects a to h. */
import { heartbeatsOneByOne } from './heartbeats-one-by-one.ts';
import { higherTermKeepsRole } from './higher-term-keeps-role.ts';
import { higherTermKeepsVote } from './higher-term-keeps-vote.ts';
import { leaderForgetsContact } from './leader-forgets-contact.ts';
import { leaderNeverGivesUp } from './leader-never-gives-up.ts';
import type { Mutant } from './mutant.ts';
import { noElectionRestriction } from './no-election-restriction.ts';
import { staleVoteCounted } from './stale-vote-counted.ts';
import { upToDateByLengthOnly } from './up-to-date-by-length-only.ts';
import { voteClearedOnStepDown } from './vote-cleared-on-step-down.ts';
import { votesWithoutMemory } from './votes-without-memory.ts';

export const MUTANTS: readonly Mutant[] = [
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
];
