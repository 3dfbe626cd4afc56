/** What a node of the tutorial remembers, all of it in memory only. */
import type { Identity } from '../../simulator/target.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';

/** Structurally its own view: what others may see is part of it. */
export interface TutorialState extends NodeView {
  readonly identity: Identity;
  /** Granted votes since the last election began: a number, not a set of voters. */
  readonly votes: number;
  /** When the election timer was last renewed, by the node's clock; null before its first look. */
  readonly renewedAtMs: number | null;
  /** Calls made so far; the newest bears this number. */
  readonly calls: number;
  /** Requests for votes that are not answered yet. They wait as long as it takes. */
  readonly voteCalls: readonly number[];
  /** A loop runs until it finds that its node no longer leads; until then others may start. */
  readonly loops: readonly HeartbeatLoop[];
}

/** One goroutine that sends heartbeats. */
export interface HeartbeatLoop {
  readonly id: number;
  /** Whom it asked last; past the last peer while it pauses. */
  readonly peer: NodeId;
  /** The call that it waits for; null while it pauses between rounds. */
  readonly call: number | null;
}

export function bootedState(identity: Identity): TutorialState {
  return {
    identity,
    role: 'follower',
    currentTerm: 0,
    votedFor: null,
    log: [],
    commitIndex: 0,
    matchIndex: null,
    votes: 0,
    renewedAtMs: null,
    calls: 0,
    voteCalls: [],
    loops: [],
  };
}

/** The election timer starts anew. Where there are no clocks, no time is kept. */
export function renewed(state: TutorialState, nowMs: number | null): TutorialState {
  return state.renewedAtMs === nowMs ? state : { ...state, renewedAtMs: nowMs };
}

/** A higher term is adopted: follower, no vote. The count of votes stays as it was. */
export function adopted(state: TutorialState, term: number): TutorialState {
  return { ...state, role: 'follower', currentTerm: term, votedFor: null };
}
