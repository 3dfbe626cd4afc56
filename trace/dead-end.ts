/**
 * What is known of a state from which no order of timers and messages leads on: a judgement that
 * is written into the trace, at the end of a run without a clock.
 */
import type { NodeId } from './view.ts';

/** What can no longer be reached: the id of the property that claims that it always can. */
export type DeadEndGoal = 'leader-electable' | 'proposal-committable';

/** In the order in which they are asked for: who elects no leader commits nothing either. */
export const DEAD_END_GOALS: readonly DeadEndGoal[] = ['leader-electable', 'proposal-committable'];

/** No order of timers and messages, without any further fault, leads to the goal. */
export interface DeadEnd {
  readonly kind: 'deadEnd';
  readonly goal: DeadEndGoal;
  /** Nodes that have failed for good. */
  readonly failed: readonly NodeId[];
  /** Different situations of the cluster that were met on the way. */
  readonly situations: number;
  /** How many rounds were tried; null if the situations are all there are, whatever happens. */
  readonly rounds: number | null;
  readonly obstacles: readonly Obstacle[];
}

/** Where a log ends; index 0 is the end of an empty one. */
export interface LogEnd {
  readonly index: number;
  readonly term: number;
}

/** Why it does not go on. */
export type Obstacle =
  /** Nothing will ever make this node act by itself. */
  | { readonly kind: 'hasNoTimer'; readonly node: NodeId }
  /** No timer of this node makes it ask for votes. */
  | { readonly kind: 'neverStands'; readonly node: NodeId }
  /** A request for votes of a higher term is answered by a refusal. */
  | {
      readonly kind: 'voteRefused';
      readonly candidate: NodeId;
      readonly voter: NodeId;
      readonly candidateLog: LogEnd;
      readonly voterLog: LogEnd;
      /** Who has the vote of the voter, in the term of the request. */
      readonly votedFor: NodeId | null;
    }
  /** A request for votes, or entries, of a term that is no lower is not answered at all. */
  | {
      readonly kind: 'ignored';
      readonly request: 'requestVote' | 'appendEntries';
      readonly sender: NodeId;
      readonly receiver: NodeId;
    }
  /** All these votes arrive, and the candidate does not become leader. */
  | {
      readonly kind: 'votesNotEnough';
      readonly candidate: NodeId;
      readonly voters: readonly NodeId[];
    }
  /** A follower refuses what its leader sends. */
  | {
      readonly kind: 'entriesRefused';
      readonly leader: NodeId;
      readonly follower: NodeId;
      readonly leaderLog: LogEnd;
      readonly followerLog: LogEnd;
    }
  /** The leader has its entries acknowledged, and commits nothing new. */
  | { readonly kind: 'notCommitted'; readonly leader: NodeId; readonly by: readonly NodeId[] }
  /** A leader takes the new command, and sends it to nobody. */
  | { readonly kind: 'notSent'; readonly leader: NodeId };
