/** Figure 2's box "State", and what a server knows about itself when it boots. */
import type { Log } from './log.ts';
import { NO_NODES, type NodeSet } from './node-set.ts';
import { NO_INDEX, NO_TERM, type LogIndex, type NodeId, type Term } from './numbers.ts';
import type { Timing } from './timing.ts';

export type Role = 'follower' | 'candidate' | 'leader';

/** Who a server is; `configuration.ts` knows who its peers are. */
export interface Identity {
  readonly self: NodeId;
  readonly nodes: number;
  readonly timing: Timing;
}

/** "Persistent state on all servers (updated on stable storage before responding to RPCs)". */
export interface PersistentState {
  readonly currentTerm: Term;
  readonly votedFor: NodeId | null;
  readonly log: Log;
}

export interface RaftState extends PersistentState {
  readonly identity: Identity;
  readonly role: Role;

  // Volatile state on all servers.
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;

  /** Candidates: who has granted its vote in the current election. */
  readonly votesGranted: NodeSet;

  // Volatile state on leaders, null on others; n1's entry stands first.
  readonly nextIndex: readonly LogIndex[] | null;
  readonly matchIndex: readonly LogIndex[] | null;
  /** Leaders: who has answered since the last quorum check. */
  readonly heardFrom: NodeSet;
}

export const EMPTY_DISK: PersistentState = { currentTerm: NO_TERM, votedFor: null, log: [] };

/** "When servers start up, they begin as followers" (section 5.2), with what the disk kept. */
export function restoredState(identity: Identity, durable: PersistentState): RaftState {
  return {
    identity,
    currentTerm: durable.currentTerm,
    votedFor: durable.votedFor,
    log: durable.log,
    role: 'follower',
    commitIndex: NO_INDEX,
    lastApplied: NO_INDEX,
    votesGranted: NO_NODES,
    nextIndex: null,
    matchIndex: null,
    heardFrom: NO_NODES,
  };
}

/** The part of the state that must survive a crash. */
export function persistentPart(state: RaftState): PersistentState {
  return { currentTerm: state.currentTerm, votedFor: state.votedFor, log: state.log };
}

/** A state not yet handed on, which may still be written to. */
export type Draft = { -readonly [Field in keyof RaftState]: RaftState[Field] };

/**
 * A fresh copy, to be changed before it is handed on. Written out because most steps make one: on
 * Node 20 spreading this record takes more than twenty times as long.
 */
export function draftOf(state: RaftState): Draft {
  return {
    identity: state.identity,
    currentTerm: state.currentTerm,
    votedFor: state.votedFor,
    log: state.log,
    role: state.role,
    commitIndex: state.commitIndex,
    lastApplied: state.lastApplied,
    votesGranted: state.votesGranted,
    nextIndex: state.nextIndex,
    matchIndex: state.matchIndex,
    heardFrom: state.heardFrom,
  };
}
