/**
 * The contract between the world and a system under test. The world knows no Raft: messages and
 * durable records are opaque to it, and the target says what they mean.
 */
import type { DurableView, LogEntry, NodeId, NodeView } from '../trace/view.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { Capabilities } from './capabilities.ts';

/** The pace of a cluster, in milliseconds of each node's own clock. */
export interface Timing {
  readonly electionTimeoutMinMs: number;
  readonly electionTimeoutMaxMs: number;
  readonly heartbeatMs: number;
}

/** Who a node is, told once at boot. */
export interface Identity {
  readonly self: NodeId;
  /** Size of the cluster: its nodes are 1 to `nodes`. */
  readonly nodes: number;
  readonly timing: Timing;
}

/** What happens to a node. */
export type Input<Message = unknown> =
  | { readonly kind: 'received'; readonly from: NodeId; readonly message: Message }
  | {
      readonly kind: 'timerFired';
      readonly timer: string;
      /** A fresh draw from 0 up to but not including 1, for targets that need randomness. */
      readonly luck: number;
    }
  | { readonly kind: 'proposed'; readonly command: string };

/**
 * What a node asks for, in order. A synced `persist` is a barrier: what follows it happens only
 * once the write is durable, and until then the node takes no other step.
 */
export type Effect<Message = unknown, Durable = unknown> =
  | {
      readonly kind: 'persist';
      readonly record: Durable;
      /** False: the write is durable only after a later synced write. */
      readonly synced: boolean;
      /**
       * True: the same record was persisted before, unsynced, and the disk has had its time since:
       * it is durable at once. Nothing happens if a newer one has become durable meanwhile.
       */
      readonly wasWritten?: boolean;
    }
  | { readonly kind: 'send'; readonly to: NodeId; readonly message: Message }
  /** Fires once, after a time from the range that the world draws. Setting it again replaces it. */
  | {
      readonly kind: 'setTimer';
      readonly timer: string;
      readonly minMs: number;
      readonly maxMs: number;
    }
  | { readonly kind: 'clearTimer'; readonly timer: string }
  | { readonly kind: 'apply'; readonly index: number; readonly entry: LogEntry };

/** A node after a step, and what it asks for. */
export interface Transition<State, Message = unknown, Durable = unknown> {
  readonly state: State;
  readonly effects: readonly Effect<Message, Durable>[];
}

/** The machine that a node of a world with clocks runs on, while it is up. */
export interface Machine {
  /** Its steady clock, in whole milliseconds: it may drift, and never jumps. */
  readonly steadyMs: () => number;
  /**
   * How long its disk takes for something that begins now, in whole milliseconds. `luck`, from 0
   * up to but not including 1, picks from the range.
   */
  readonly diskMs: (luck: number) => number;
}

/** What a target learns when it boots in a world with clocks. */
export interface BootCircumstances {
  /** 0 at first, one more after every crash. */
  readonly incarnation: number;
  /** 32 bits of luck, of this boot alone. */
  readonly luck: number;
  /** The node's own clock. */
  readonly localTimeMs: number;
  readonly machine: Machine;
}

/**
 * A system under test, as a timed world takes it through its steps. Of a live one the state is an
 * object that goes on living, and only its latest transition can be built upon.
 */
export interface Target<State = unknown> {
  readonly family: 'pure' | 'live';
  readonly name: string;
  readonly capabilities: Capabilities;
  /** It is not meant for fewer nodes, and shrinking does not go below; 1 by default. */
  readonly smallestCluster?: number;
  /**
   * It works on several things at once, as code with goroutines does: what it has learned may show
   * a little later, and what it sends may be older than what it knows. False by default for pure
   * targets; live ones always do.
   */
  readonly isConcurrent?: boolean;
  /** The pace that it keeps to whatever it is told; absent: that which it is told. */
  readonly timing?: Timing;
  /** Loads what it needs beyond this project, once; throws {@link NotInstalled}. */
  readonly load?: () => void;
  /** First boot (`durable` is null) or restart from what the disk kept. */
  boot(identity: Identity, durable: unknown, circumstances: BootCircumstances): Transition<State>;
  /** `localTimeMs` is the node's own clock; null in a world without clocks. */
  step(state: State, input: Input, localTimeMs: number | null): Transition<State>;
  /** Must return the same reference for the same state. */
  view(state: State): NodeView;
  /** What a durable record remembers; null is the empty disk. */
  viewDurable(record: unknown): DurableView;
  /** What a message says on the wire, as its receiver would read it. */
  classify(message: unknown): WireMeaning;
  /**
   * For a pure target that only compares terms, copies them, and adds one to its own when a timer
   * fires: the same state, message or durable record, with each term replaced by what `renumber`
   * makes of it, which keeps 0 and the order. With it a search can prove that a dead end has no way
   * out at all. Data is never written to.
   */
  renumberTerms?(this: void, data: TermData<State>, renumber: (term: number) => number): unknown;
}

/** What holds terms; a record of null is an empty disk. */
export type TermData<State = unknown> =
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'record'; readonly record: unknown };

/**
 * A Raft implementation as pure functions: same state and input, same transition. States, messages
 * and records are plain JSON data: a search tells them apart by their JSON.
 */
export interface PureTarget<State = unknown> extends Target<State> {
  readonly family: 'pure';
  boot(identity: Identity, durable: unknown): Transition<State>;
}

/** A target whose state is an object that goes on living. */
export interface LiveTarget<State = unknown> extends Target<State> {
  readonly family: 'live';
}

/** Whether it can do without a clock: be searched, walked, and shrunk decision by decision. */
export function isPure(target: Target): target is PureTarget {
  return target.family === 'pure';
}

/** The target, for those who need one that can. Throws a TypeError for a live one. */
export function pureOf(target: Target): PureTarget {
  if (isPure(target)) return target;
  throw new TypeError(
    `${target.name} is live code: it can be checked in runs with a clock, not searched`,
  );
}

/** The package under test is not there; the message says how to get it. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
  /** What is missing, in a few words. */
  readonly what: string;
  /** The command that installs it; null if the words say that already. */
  readonly remedy: string | null;

  constructor(what: string, remedy: string | null = null) {
    super(remedy === null ? what : `${what}: ${remedy}`);
    this.what = what;
    this.remedy = remedy;
  }
}

/**
 * A target that must be a function of its inputs gave another answer to a request that it had
 * answered before: no run of it can be trusted, and so this is no finding about Raft.
 */
export class AnsweredDifferently extends Error {
  override readonly name = 'AnsweredDifferently';
  /** Which request it was. */
  readonly request: string;
  /** Where the answers first differ: `state.votes[1]`. */
  readonly path: string;
  /** What stands there in the first answer, and in the second, shortened. */
  readonly answers: readonly [first: string, second: string];

  constructor(request: string, path: string, answers: readonly [first: string, second: string]) {
    super(
      `${request}: the same request got two answers: ${path} is ${answers[0]}, then ` +
        `${answers[1]}. Usually a module or program keeps state of its own, or reads a clock or ` +
        'random numbers that are not simulated (for live code see takenOver)',
    );
    this.request = request;
    this.path = path;
    this.answers = answers;
  }
}

/**
 * Thrown in the place of a step that is known to stand still: so a run that ends with such a step
 * can be written down, and is an ordinary failing run.
 */
export class StandsStill extends Error {
  override readonly name = 'StandsStill';
}

/**
 * An error that quotes what somebody else has said. The words may be others when the same happens
 * again: they may name a process, an address, or the number of a request. So they are shown, and
 * are no part of what two performances of a run are compared by.
 */
export class QuotingError extends Error {
  override readonly name: string = 'QuotingError';
  /** What happened, without those words. */
  readonly outline: string;

  constructor(message: string, outline: string) {
    super(message);
    this.outline = outline;
  }
}

/** The target cannot be run, or not from here: no fault of the code under test. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** Whoever asked for the run under way has no more time for it: it counts as never begun. */
export class RunCutShort extends Error {
  override readonly name = 'RunCutShort';
}

/** Whether an error ends all runs, and is not one that the target threw in a step of one run. */
export function endsAllRuns(error: unknown): boolean {
  return (
    error instanceof CannotRun ||
    error instanceof AnsweredDifferently ||
    error instanceof RunCutShort
  );
}
