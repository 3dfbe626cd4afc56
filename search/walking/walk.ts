/** What walks are given, and what they come to. */
import type { Property, PropertyId } from '../../properties/property.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Timing } from '../../simulator/target.ts';
import type { Observer } from '../../trace/observer.ts';
import type { NodeView } from '../../trace/view.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import type { SchedulerName } from './scheduler.ts';
import type { ClusterPoint } from './walked-cluster.ts';

/** What walks do to their cluster, and who judges them. */
export interface WalkOptions {
  /** Safety properties: a walk ends when one of them breaks. */
  readonly properties: readonly Property[];
  readonly timing: Timing;
  readonly faults: readonly SearchFault[];
  /** Default: uniform. */
  readonly scheduler?: SchedulerName;
  /**
   * Whether a delivery loses all messages that were sent before on the same link and have not
   * arrived yet, so that none overtakes another. Default: no.
   */
  readonly keepsOrder?: boolean;
  /** Hear of everything that happens before the properties judge it. */
  readonly observers?: readonly Observer[];
}

/** What a walk came to. */
export interface Walk {
  /** How many decisions it took, that which broke something included. */
  readonly decisions: number;
  readonly broken: PropertyId | null;
  /** The target threw in the last of them. */
  readonly hasThrown: boolean;
}

/** A walk, and the decisions that were made in it. */
export interface NotedWalk {
  readonly walk: Walk;
  readonly schedule: readonly Decision[];
}

/** Where a walk has come to. Other walks go on from there without making its decisions again. */
export interface WalkPoint {
  readonly cluster: ClusterPoint;
  /** What the properties remember. */
  readonly memories: readonly unknown[];
  readonly views: readonly (NodeView | null)[];
  /** The decisions that lead there. */
  readonly schedule: readonly Decision[];
}
