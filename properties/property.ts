/**
 * A property is one claim about Raft, judged as a fold over the trace. It sees only what was
 * written there: events, and what may be known of nodes. It never sees the world.
 */
import type { Booted, Received, StepEvent, TraceEvent } from '../trace/event.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import type { Circumstances } from './circumstances.ts';
import type { RunFacts } from './run-facts.ts';

/**
 * Safety: nothing bad ever happens. Liveness: something good happens in time, without faults.
 * Possibility: something good can still happen, whatever has happened.
 */
export type PropertyKind = 'safety' | 'liveness' | 'possibility';

/** The stable ids of all properties; the three that the project was asked for come first. */
export type PropertyId =
  | 'election-safety'
  | 'one-vote-per-term'
  | 'eventual-leader'
  | 'leader-has-quorum'
  | 'term-monotonic'
  | 'leader-append-only'
  | 'log-matching'
  | 'leader-completeness'
  | 'state-machine-safety'
  | 'commit-monotonic'
  | 'match-monotonic'
  | 'commits-own-term'
  | 'commit-is-durable'
  | 'stable-leader'
  | 'stale-leader-steps-down'
  | 'no-leader-without-quorum'
  | 'progress'
  | 'never-throws'
  | 'applies-committed'
  | 'convergence'
  | 'waits-its-turn'
  | 'quiet-when-idle'
  | 'leader-speaks'
  | 'learns-higher-term'
  | 'speaks-own-term'
  | 'only-what-was-proposed'
  | 'leader-electable'
  | 'proposal-committable';

/**
 * What wakes a property. The check calls a handler only when there is something for it to judge, so
 * that a quiet heartbeat costs nothing.
 */
export interface Handlers<Memory> {
  /** A node's role, term or vote changed, or it came up or went down. */
  standing?: Handler<Memory>;
  /** The same, of a node that led before or leads now: called after its own `standing`. */
  leadership?: Handler<Memory>;
  /** A node's log changed, or it came up or went down. */
  log?: Handler<Memory>;
  /** A node's commitIndex changed, or it came up or went down. */
  commit?: Handler<Memory>;
  /** A leader's matchIndex changed, or it came up or went down. */
  match?: Handler<Memory>;
  /** A requestVote or voteReply was sent; `moment.event` is its arrival to be. */
  voteSent?: Handler<Memory>;
  /** A voteReply arrived. Called before `standing` of the same step. */
  voteReceived?: Handler<Memory>;
  /** Any message arrived at a leader. This is often: {@link Judge.listen} can stop it. */
  leaderReceived?: Handler<Memory>;
  /** The target threw: the last event of a run. */
  threw?: Handler<Memory>;
  applied?: Handler<Memory>;
  persisted?: Handler<Memory>;
  proposed?: Handler<Memory>;
  /** Something was done to the cluster from outside, or undone; also crashes and reboots. */
  disturbed?: Handler<Memory>;
  healed?: Handler<Memory>;
  /** The moment that {@link Judge.wakeAt} asked for has come. */
  due?: Handler<Memory>;
  /** A message arrived whose term is above that of its receiver. */
  higherTermReceived?: Handler<Memory>;
  /** A message was sent, not of kind `other`, whose term is not that of its sender. */
  otherTermSent?: Handler<Memory>;
  /** An appendEntries was sent by a node that does not show itself as leader of its term. */
  unledAppendSent?: Handler<Memory>;
  /** At the end of a run, there is no way to what a possibility claims. */
  deadEnd?: Handler<Memory>;
}

/** Returns the new memory: the same reference if nothing changed. Memory is never modified. */
export type Handler<Memory> = (memory: Memory, moment: Moment, judge: Judge) => Memory;

/** The event that is judged. Reused: valid only during the call. */
export interface Moment {
  /** Number of the event in the trace, counted from 1. */
  readonly step: number;
  /** Milliseconds since the start; 0 in a world without clocks. */
  readonly timeMs: number;
  readonly event: TraceEvent;
  /** The node that it happened to; 0 if to none. Of a message that is sent: the sender. */
  readonly node: NodeId;
  /** Of a message that is sent: the step, or the boot, that sends it; otherwise null. */
  readonly during: StepEvent | Booted | null;
  /**
   * What could be seen of that node before, and after; null while it is down. Of a message that is
   * sent: before and after the step that sends it.
   */
  readonly before: NodeView | null;
  readonly after: NodeView | null;
  /** The same for every node now; n1's stands first. */
  readonly views: readonly (NodeView | null)[];
  /** Messages that have been sent so far, by all nodes. */
  readonly messages: number;
  /** When each node last heard from its leader, n1's first; null if it has not. */
  readonly heard: readonly (Heard | null)[];
  readonly circumstances: Circumstances;
}

/** A follower has taken an AppendEntries of its own term. */
export interface Heard {
  readonly event: Received;
  readonly step: number;
  readonly timeMs: number;
}

/** Takes a property's sentences. */
export interface Judge {
  /** The claim was put to the test and held; a run that exercises nothing proves nothing. */
  exercised(): void;
  violated(witness: Witness): void;
  /** Wakes `due` at this time of the world, rounded up; replaces an earlier wish. */
  wakeAt(timeMs: number): void;
  /** Whether `leaderReceived` is wanted from now on. It is at first. */
  listen(isListening: boolean): void;
  /** Liveness: nothing more is owed (true), or something is (false). */
  settled(isSettled: boolean): void;
}

/** Why the claim is broken: what a reader needs to be convinced, and nothing else. */
export interface Witness {
  /** What contradicts the claim, as a sentence: "n1 and n3 are both leader of term 1". */
  readonly observed: string;
  /** The steps that led to it, as clauses: "n2 voted for n1 in term 1". */
  readonly because: readonly Because[];
  /** The step at which the claim was first broken. */
  readonly step: number;
  readonly timeMs: number;
}

export interface Because {
  readonly step: number;
  readonly text: string;
}

/** One claim. `Memory` is plain, immutable data. */
export interface Property<Memory = unknown> {
  readonly id: PropertyId;
  readonly kind: PropertyKind;
  /** The claim in a few words: "at most one leader per term". */
  readonly claim: string;
  /** The sentence of the paper, or the author of the claim. */
  readonly source: string;
  /** More than the paper asks: a target that denies this promise is not judged by it. */
  readonly requires?: 'quorumCheck' | 'applies' | 'electionTimeouts';
  start(facts: RunFacts): Memory;
  /**
   * The part of a memory that judgements may still depend on; the rest helps to tell a witness.
   * Two memories with the same safety state judge alike whatever comes: a search need not tell
   * them apart. Without it: all of the memory but the numbers of steps.
   */
  readonly safetyState?: (memory: Memory) => unknown;
  /** Handlers without which it judges the same: they only remember what a witness will tell. */
  readonly forWitness?: readonly (keyof Handlers<Memory>)[];
  /** Handlers that only live code needs: without them it judges functions the same. */
  readonly forLive?: readonly (keyof Handlers<Memory>)[];
  /** It reads {@link Moment.heard}, which is kept up only for those that do. */
  readonly readsHeard?: true;
  /**
   * Its count is that of all events, or of all messages sent that are not of kind `other`, or of
   * all appendEntries sent. Other properties count by {@link Judge.exercised}.
   */
  readonly isTestedByEvery?: 'event' | 'message' | 'appendEntries';
  readonly on: Handlers<Memory>;
}

/** The same property for a search, which asks for verdicts only; witnesses are for a replay. */
export function withoutWitness(told: Property): Property {
  const { forWitness = [] } = told;
  if (forWitness.length === 0) return told;
  const on = { ...told.on };
  for (const trigger of forWitness) delete on[trigger];
  return { ...told, on };
}

/** Writes a property as one object. Its memory is its own: everyone else sees it as unknown. */
export function property<Memory>(definition: Property<Memory>): Property {
  return definition as unknown as Property;
}
