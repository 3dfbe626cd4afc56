/** All properties, in the order of their ids. */
import { appliesCommitted } from './applies-committed.ts';
import { commitIsDurable } from './commit-is-durable.ts';
import { commitMonotonic } from './commit-monotonic.ts';
import { commitsOwnTerm } from './commits-own-term.ts';
import { convergence } from './convergence.ts';
import { electionSafety } from './election-safety.ts';
import { eventualLeader } from './eventual-leader.ts';
import { leaderAppendOnly } from './leader-append-only.ts';
import { leaderCompleteness } from './leader-completeness.ts';
import { leaderElectable } from './leader-electable.ts';
import { leaderHasQuorum } from './leader-has-quorum.ts';
import { leaderSpeaks } from './leader-speaks.ts';
import { learnsHigherTerm } from './learns-higher-term.ts';
import { logMatching } from './log-matching.ts';
import { matchMonotonic } from './match-monotonic.ts';
import { neverThrows } from './never-throws.ts';
import { noLeaderWithoutQuorum } from './no-leader-without-quorum.ts';
import { oneVotePerTerm } from './one-vote-per-term.ts';
import { onlyWhatWasProposed } from './only-what-was-proposed.ts';
import { progress } from './progress.ts';
import type { Property, PropertyId } from './property.ts';
import { proposalCommittable } from './proposal-committable.ts';
import { quietWhenIdle } from './quiet-when-idle.ts';
import { speaksOwnTerm } from './speaks-own-term.ts';
import { stableLeader } from './stable-leader.ts';
import { staleLeaderStepsDown } from './stale-leader-steps-down.ts';
import { stateMachineSafety } from './state-machine-safety.ts';
import { termMonotonic } from './term-monotonic.ts';
import { waitsItsTurn } from './waits-its-turn.ts';

/** One property per id; a missing one does not compile. */
const BY_ID: Readonly<Record<PropertyId, Property>> = {
  'election-safety': electionSafety,
  'one-vote-per-term': oneVotePerTerm,
  'eventual-leader': eventualLeader,
  'leader-has-quorum': leaderHasQuorum,
  'term-monotonic': termMonotonic,
  'leader-append-only': leaderAppendOnly,
  'log-matching': logMatching,
  'leader-completeness': leaderCompleteness,
  'state-machine-safety': stateMachineSafety,
  'commit-monotonic': commitMonotonic,
  'match-monotonic': matchMonotonic,
  'commits-own-term': commitsOwnTerm,
  'commit-is-durable': commitIsDurable,
  'stable-leader': stableLeader,
  'stale-leader-steps-down': staleLeaderStepsDown,
  'no-leader-without-quorum': noLeaderWithoutQuorum,
  progress,
  'never-throws': neverThrows,
  'applies-committed': appliesCommitted,
  convergence,
  'waits-its-turn': waitsItsTurn,
  'quiet-when-idle': quietWhenIdle,
  'leader-speaks': leaderSpeaks,
  'learns-higher-term': learnsHigherTerm,
  'speaks-own-term': speaksOwnTerm,
  'only-what-was-proposed': onlyWhatWasProposed,
  'leader-electable': leaderElectable,
  'proposal-committable': proposalCommittable,
};

/** Every property, the three that the project was asked for first. */
export const PROPERTIES: readonly Property[] = Object.values(BY_ID);

/** The property of this id. */
export function propertyNamed(id: PropertyId): Property {
  return BY_ID[id];
}
