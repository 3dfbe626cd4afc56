/** What is played, and what may be decided in it. Positions are plain JSON. */
import type { PropertyId, Witness } from '../../properties/property.ts';
import type { Action } from '../../faults/action.ts';
import type { Setting } from '../running/run.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Ending } from '../../simulator/ending.ts';
import type { PureTarget, Target, Timing } from '../../simulator/target.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { Trace } from '../../trace/trace.ts';
import type { DurableView, NodeId, NodeView } from '../../trace/view.ts';
import type { SearchFault } from '../exploring/bounds.ts';

/** A cluster without clocks whose decisions a person makes. */
export interface Game {
  readonly target: PureTarget;
  readonly nodes: number;
  readonly timing: Timing;
  /**
   * What of what may go wrong breaks no promise that the target did not give: searches keep to it.
   */
  readonly fair: readonly SearchFault[];
}

/**
 * A cluster with clocks: time passes as far as the player lets it, and in between the player does
 * to the cluster what a scenario may do. Live code can be played in no other way.
 */
export interface TimedGame extends Setting {
  readonly target: Target;
}

/** Something that is done to a cluster with clocks: time passes, or a fault happens. */
export interface Act {
  readonly kind: 'act';
  readonly action: Action;
}

/**
 * A message in flight will never arrive. That is free, and no part of a schedule: there, a message
 * is lost if it is not delivered. In a game it takes the message out of sight.
 */
export interface Lose {
  readonly kind: 'lose';
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: unknown;
}

/** The end of a run with clocks: faults are undone, and what is owed without them has its time. */
export interface Finish {
  readonly kind: 'finish';
}

export type PlayDecision = Decision | Lose | Act | Finish;

/** A position: all decisions from the first boot on. */
export type Path = readonly PlayDecision[];

/** Everything that can be known of a position. */
export interface Position {
  /** Milliseconds since the first boot; null without clocks. */
  readonly timeMs: number | null;
  /** The path in normal form, without what was not enabled. */
  readonly path: Path;
  /** How many decisions of the path that was asked for were not enabled. */
  readonly skipped: number;
  readonly nodes: readonly PlayedNode[];
  /** None with clocks: there, what will arrive next is among what is enabled. */
  readonly inFlight: readonly MessageInFlight[];
  readonly trace: Trace;
  /** For each decision of the path, how many lines of the trace came before it. */
  readonly linesBefore: readonly number[];
  /** Fingerprint of the trace. */
  readonly digest: string;
  readonly verdicts: readonly PropertyVerdict[];
  /** Why nothing more can happen; null while the game goes on. */
  readonly ending: Ending | null;
  readonly enabled: readonly EnabledDecision[];
}

export interface PlayedNode {
  /** Null while the node is down. */
  readonly view: NodeView | null;
  /** What the node would remember after a crash. */
  readonly durable: DurableView;
  /** Whether it has written something that a crash would lose. */
  readonly hasUnsynced: boolean;
  readonly timers: readonly string[];
  /** How often it has crashed. */
  readonly incarnation: number;
}

export interface MessageInFlight {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: unknown;
  readonly meaning: WireMeaning;
  readonly copies: number;
}

export interface PropertyVerdict {
  readonly property: PropertyId;
  /** How often the claim was put to the test. */
  readonly exercised: number;
  /** Why it is broken; null while it holds. */
  readonly witness: Witness | null;
}

/** A decision that can be made in a position, and what would happen then. */
export interface EnabledDecision {
  readonly decision: PlayDecision;
  /** What it does, if the lines do not say it. */
  readonly says: string | null;
  /** The lines that it would add to the trace. */
  readonly lines: Trace;
  /** Properties that would break by it, and hold until then. */
  readonly breaks: readonly PropertyId[];
  /** What the target would throw; null if it would take the step. */
  readonly thrown: string | null;
}
