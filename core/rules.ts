/**
 * Raft's decisions, one named rule each. The handlers around them only say when a rule is asked;
 * replace one rule and you have a different, usually broken, Raft.
 */
import { majorityOf } from './configuration.ts';
import type { Effect, Persist } from './effects.ts';
import { holds, lastIndex, lastTerm, merged, termAt, type Log } from './log.ts';
import type { AppendEntries, AppendReply, Message, RequestVote, VoteReply } from './messages.ts';
import { NO_NODES, sizeOf, withNode, type NodeSet } from './node-set.ts';
import { nextTerm, shifted, type LogIndex, type NodeId, type Term } from './numbers.ts';
import { backUp, noteMatch } from './progress.ts';
import { becomeFollower, becomeLeader } from './roles.ts';
import { draftOf, persistentPart, type RaftState } from './state.ts';

/** See {@link PAPER_RULES} for the rule that the paper gives for each name. */
export interface RaftRules {
  /** How many of so many members decide. */
  majority(members: number): number;
  learnsTerm(state: RaftState, message: Message): boolean;
  adoptTerm(state: RaftState, term: Term): RaftState;

  standForElection(state: RaftState): RaftState;
  mayVote(state: RaftState, request: RequestVote): boolean;
  isUpToDate(log: Log, request: RequestVote): boolean;
  countsVote(state: RaftState, reply: VoteReply): boolean;
  addVote(votes: NodeSet, voter: NodeId): NodeSet;
  becomeLeader(state: RaftState): RaftState;

  recognizes(state: RaftState, message: AppendEntries): boolean;
  followLeader(state: RaftState, message: AppendEntries): RaftState;
  renewsTimer(request: RequestVote | AppendEntries, isHeeded: boolean): boolean;

  logMatches(log: Log, message: AppendEntries): boolean;
  merge(log: Log, message: AppendEntries): Log;
  /** `log` is the follower's log after the merge, for rules that look at it. */
  followerCommit(state: RaftState, message: AppendEntries, log: Log): LogIndex;
  /** `log` is the follower's log after the merge, if there was one. */
  replyIndex(log: Log, message: AppendEntries, matches: boolean): LogIndex;

  heartbeatEntries(leader: RaftState, next: LogIndex): Log;
  countsReply(state: RaftState, reply: AppendReply): boolean;
  noteMatch(leader: RaftState, peer: NodeId, index: LogIndex): RaftState;
  backUp(leader: RaftState, peer: NodeId, refused: LogIndex): RaftState;
  replicas(matchIndex: readonly LogIndex[], index: LogIndex): number;
  mayCommit(state: RaftState, index: LogIndex): boolean;

  hearFrom(state: RaftState, peer: NodeId): RaftState;
  hasQuorumContact(state: RaftState, quorum: number): boolean;
  giveUpLeadership(state: RaftState): RaftState;

  /** What a step writes to the disk, in order; each write replaces the one before. */
  writes(before: RaftState, after: RaftState): readonly Persist[];
  /** Asked when there are writes. */
  orderEffects(writes: readonly Persist[], others: readonly Effect[]): readonly Effect[];
}

const NO_WRITES: readonly Persist[] = [];
const NO_ENTRIES: Log = [];

/** The rules as the paper has them (extended version, May 2014). */
export const PAPER_RULES: RaftRules = {
  /** "votes from a majority of the servers in the full cluster" (section 5.2). */
  majority: majorityOf,

  /** "If RPC request or response contains term T > currentTerm", whatever else it says. */
  learnsTerm: (state, { term }) => term > state.currentTerm,

  /** "… set currentTerm = T, convert to follower"; in the new term the vote is free. */
  adoptTerm: (state, term) => {
    const follower = becomeFollower(state);
    follower.currentTerm = term;
    follower.votedFor = null;
    return follower;
  },

  /** "increments its current term and transitions to candidate state. It then votes for itself". */
  standForElection: (state) => {
    const candidate = draftOf(state);
    candidate.role = 'candidate';
    candidate.currentTerm = nextTerm(state.currentTerm);
    candidate.votedFor = state.identity.self;
    candidate.votesGranted = withNode(NO_NODES, state.identity.self);
    return candidate;
  },

  /** "Reply false if term < currentTerm", and only if "votedFor is null or candidateId". */
  mayVote: ({ currentTerm, votedFor }, { term, candidateId }) =>
    term >= currentTerm && (votedFor === null || votedFor === candidateId),

  /** "the log with the later term is more up-to-date … whichever log is longer" (5.4.1). */
  isUpToDate: (log, { lastLogTerm, lastLogIndex }) =>
    lastLogTerm === lastTerm(log) ? lastLogIndex >= lastIndex(log) : lastLogTerm > lastTerm(log),

  /** Only a candidate counts, and only votes "in the same term" as its election (section 5.2). */
  countsVote: (state, reply) =>
    reply.voteGranted && state.role === 'candidate' && reply.term === state.currentTerm,

  /** Votes are counted by voter: a second copy of a reply is no second vote. */
  addVote: (votes, voter) => withNode(votes, voter),

  /** Figure 2: nextIndex starts at "leader last log index + 1", matchIndex at 0. */
  becomeLeader: (state) => becomeLeader(state),

  /** "If the leader's term … is at least as large": it is legitimate (5.2), else stale. */
  recognizes: (state, { term }) => term >= state.currentTerm,

  /** A candidate that recognizes a leader "returns to follower state" (section 5.2). */
  followLeader: (state) => (state.role === 'follower' ? state : becomeFollower(state)),

  /** "receiving AppendEntries RPC from current leader or granting vote to candidate", no other. */
  renewsTimer: (_request, isHeeded) => isHeeded,

  /** AppendEntries, receiver's rule 2: the entry before the new ones is in the log. */
  logMatches: (log, { prevLogIndex, prevLogTerm }) => holds(log, prevLogIndex, prevLogTerm),

  /** AppendEntries, receiver's rules 3 and 4. */
  merge: (log, { prevLogIndex, entries }) =>
    entries.length === 0 ? log : merged(log, prevLogIndex, entries),

  /** Rule 5: "commitIndex = min(leaderCommit, index of last new entry)", and never backwards. */
  followerCommit: (state, { leaderCommit, prevLogIndex, entries }) => {
    const lastNew = shifted(prevLogIndex, entries.length);
    const committed = leaderCommit < lastNew ? leaderCommit : lastNew;
    return committed > state.commitIndex ? committed : state.commitIndex;
  },

  /** The last index that now matches, or else the prevLogIndex that did not. */
  replyIndex: (_log, { prevLogIndex, entries }, matches) =>
    matches ? shifted(prevLogIndex, entries.length) : prevLogIndex,

  /** "AppendEntries RPC with no log entries" (section 5.2). */
  heartbeatEntries: () => NO_ENTRIES,

  /** A leader listens to replies, and not to those of an earlier leadership. */
  countsReply: ({ role, currentTerm }, { term }) => role === 'leader' && term >= currentTerm,

  /** "If successful: update nextIndex and matchIndex for follower". */
  noteMatch,

  /** "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry". */
  backUp,

  /** How many "matchIndex[i] ≥ N"; the leader's own is one of them. */
  replicas: (matchIndex, index) => {
    let count = 0;
    for (const match of matchIndex) if (match >= index) count += 1;
    return count;
  },

  /** "Only log entries from the leader's current term are committed by counting" (5.4.2). */
  mayCommit: (state, index) => termAt(state.log, index) === state.currentTerm,

  /** A leader notes who answers, whatever the answer. */
  hearFrom: (state, peer) => {
    const heardFrom = withNode(state.heardFrom, peer);
    if (heardFrom === state.heardFrom) return state;
    const leader = draftOf(state);
    leader.heardFrom = heardFrom;
    return leader;
  },

  /** Whether the servers heard since the last check, and the leader itself, are a majority. */
  hasQuorumContact: (state, quorum) => sizeOf(state.heardFrom) + 1 >= quorum,

  /** Dissertation, 6.2: a leader without a quorum steps down; its vote in this term stays. */
  giveUpLeadership: (state) => becomeFollower(state),

  /** Persistent state is "updated on stable storage before responding" (Figure 2). */
  writes: (before, after) => {
    const isUnchanged =
      before.currentTerm === after.currentTerm &&
      before.votedFor === after.votedFor &&
      before.log === after.log;
    if (isUnchanged) return NO_WRITES;
    return [{ kind: 'persist', record: persistentPart(after), synced: true }];
  },

  /** Writes come first: no message may speak of what a crash could still undo. */
  orderEffects: (writes, others) => [...writes, ...others],
};
