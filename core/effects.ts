/** What a server hears, and what it asks its surroundings to do. */
import type { Entry } from './log.ts';
import type { Message } from './messages.ts';
import type { LogIndex, NodeId } from './numbers.ts';
import type { PersistentState, RaftState } from './state.ts';
import { quorumCheckMs, type Timing } from './timing.ts';

export type Input =
  | { readonly kind: 'received'; readonly from: NodeId; readonly message: Message }
  | { readonly kind: 'timerFired'; readonly timer: TimerName }
  | { readonly kind: 'proposed'; readonly command: string };

/** Followers and candidates run the first, leaders the other two. */
export type TimerName = 'election' | 'heartbeat' | 'quorumCheck';

export type Effect =
  | Persist
  | { readonly kind: 'send'; readonly to: NodeId; readonly message: Message }
  | SetTimer
  | { readonly kind: 'clearTimer'; readonly timer: TimerName }
  | { readonly kind: 'apply'; readonly index: LogIndex; readonly entry: Entry };

/** A write that replaces the one before. Unsynced, it lasts only from the next synced one on. */
export interface Persist {
  readonly kind: 'persist';
  readonly record: PersistentState;
  readonly synced: boolean;
}

export interface SetTimer {
  readonly kind: 'setTimer';
  readonly timer: TimerName;
  /** The surroundings draw from this range: luck enters Raft only here. */
  readonly minMs: number;
  readonly maxMs: number;
}

/** A state and what it takes to get there. */
export interface Transition {
  readonly state: RaftState;
  readonly effects: readonly Effect[];
}

/** A randomised election timeout (section 5.2), counted anew. */
export function electionTimer(timing: Timing): SetTimer {
  const { electionTimeoutMinMs: minMs, electionTimeoutMaxMs: maxMs } = timing;
  return { kind: 'setTimer', timer: 'election', minMs, maxMs };
}

export function heartbeatTimer(timing: Timing): SetTimer {
  const ms = timing.heartbeatMs;
  return { kind: 'setTimer', timer: 'heartbeat', minMs: ms, maxMs: ms };
}

export function quorumCheckTimer(timing: Timing): SetTimer {
  const ms = quorumCheckMs(timing);
  return { kind: 'setTimer', timer: 'quorumCheck', minMs: ms, maxMs: ms };
}
