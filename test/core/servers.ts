/** Servers in a given state, and what they do next. */
import { boot, step } from '../../core/raft.ts';
import type { Input, TimerName, Transition } from '../../core/effects.ts';
import type { Log } from '../../core/log.ts';
import type { Message } from '../../core/messages.ts';
import { NO_NODES, withNode } from '../../core/node-set.ts';
import type { LogIndex, NodeId, Term } from '../../core/numbers.ts';
import { PAPER_RULES } from '../../core/rules.ts';
import { restoredState, type RaftState, type Role } from '../../core/state.ts';
import { LAB_TIMING, type Timing } from '../../core/timing.ts';

/** What a test says about a server; the rest is as it would be without surprises. */
export interface Given {
  readonly role?: Role;
  readonly term?: number;
  readonly self?: NodeId;
  readonly nodes?: number;
  /** The terms of its entries, as Figure 7 draws logs. */
  readonly log?: readonly number[];
  /** Candidates and leaders have voted for themselves, followers for nobody. */
  readonly votedFor?: NodeId | null;
  readonly commitIndex?: number;
  /** Candidates: who has granted its vote so far. */
  readonly votes?: readonly NodeId[];
  /** Leaders: n1's index stands first. */
  readonly nextIndex?: readonly number[];
  readonly matchIndex?: readonly number[];
  readonly heardFrom?: readonly NodeId[];
  readonly timing?: Timing;
}

/** n1 of three, follower, unless told otherwise. */
export function server(given: Given = {}): RaftState {
  const { role = 'follower', term = 0, self = 1, nodes = 3, timing = LAB_TIMING } = given;
  const log = entries(given.log ?? []);
  const votedFor = given.votedFor ?? (role === 'follower' ? null : self);
  const commitIndex = index(given.commitIndex ?? 0);
  const state: RaftState = {
    ...restoredState({ self, nodes, timing }, { currentTerm: term as Term, votedFor, log }),
    role,
    commitIndex,
    lastApplied: commitIndex,
  };
  if (role === 'candidate') return { ...state, votesGranted: setOf(given.votes ?? [self]) };
  if (role === 'follower') return state;
  const last = log.length;
  const next = given.nextIndex ?? new Array<number>(nodes).fill(last + 1);
  const match = given.matchIndex ?? new Array<number>(nodes).fill(0).with(self - 1, last);
  const heardFrom = setOf(given.heardFrom ?? []);
  return { ...state, nextIndex: next.map(index), matchIndex: match.map(index), heardFrom };
}

/** A log whose entries have these terms. */
export function entries(terms: readonly number[]): Log {
  return terms.map((term, place) => ({ term: term as Term, command: `c${place + 1} of ${term}` }));
}

export function term(value: number): Term {
  return value as Term;
}

export function index(value: number): LogIndex {
  return value as LogIndex;
}

export function setOf(nodes: readonly NodeId[]): number {
  return nodes.reduce(withNode, NO_NODES);
}

/** A server that boots for the first time. */
export function booted(self = 1, nodes = 3, timing = LAB_TIMING): Transition {
  return boot({ self, nodes, timing }, null);
}

/** The server dies, and comes back with what its disk kept. */
export function restarted(state: RaftState): RaftState {
  const { currentTerm, votedFor, log } = state;
  return boot(state.identity, { currentTerm, votedFor, log }).state;
}

export function take(state: RaftState, input: Input): Transition {
  return step(PAPER_RULES, state, input);
}

export function hear(state: RaftState, from: NodeId, message: Message): Transition {
  return take(state, { kind: 'received', from, message });
}

export function fire(state: RaftState, timer: TimerName): Transition {
  return take(state, { kind: 'timerFired', timer });
}

export function propose(state: RaftState, command: string): Transition {
  return take(state, { kind: 'proposed', command });
}
