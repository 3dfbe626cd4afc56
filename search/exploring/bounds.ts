/** The options and the result of an exhaustive search. */
import type { Property } from '../../properties/property.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { DeadEndFigures } from '../dead-ends/figures.ts';
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import { MAX_NODES } from '../../simulator/contract.ts';
import type { NodeState } from '../../simulator/node-state.ts';
import type { Timing } from '../../simulator/target.ts';
import type { Received } from '../../trace/event.ts';

/** The largest bounds that a search takes. */
export const BOUNDS_LIMITS = {
  nodes: MAX_NODES,
  /** Far more than any search can reach. */
  maxDecisions: 100,
  maxTerm: 100,
  /** About ten gigabytes. */
  maxStates: 100_000_000,
} as const;

/** The bounds of the command, if they are not given. */
export const DEFAULT_BOUNDS = { nodes: 3, maxDecisions: 7, maxStates: 10_000_000 } as const;

/** The bounds of a search within a user's test, which has to end within seconds. */
export const TEST_BOUNDS = { nodes: 3, maxDecisions: 6, maxStates: 1_000_000 } as const;

/** What the search may do to a cluster. */
export interface Bounds {
  readonly nodes: number;
  readonly maxDecisions: number;
  /** States in which a node has a higher term are left out; null for no such bound. */
  readonly maxTerm: number | null;
  readonly faults: readonly SearchFault[];
  /** The search stops when it has seen more states than this; each takes about a hundred bytes. */
  readonly maxStates: number;
}

/** Where a search begins that does not begin with the first boot: the end of another run. */
export interface SearchStart {
  /** All nodes, n1's first. */
  readonly nodes: readonly NodeState[];
  /** Messages that may still arrive, each copy of its own. */
  readonly inFlight: readonly Received[];
  /** What each of the properties remembers of that run, in their order. */
  readonly memories: readonly unknown[];
}

/** What may go wrong without a clock. Losing a message is not delivering it: always allowed. */
export type SearchFault = 'duplicate' | 'crash' | 'crashWithin';

export const SEARCH_FAULTS: readonly SearchFault[] = ['duplicate', 'crash', 'crashWithin'];

export interface SearchSize {
  /** Different states seen, the first included; of those that differ in names only, one. */
  readonly states: number;
  /** Decisions that were tried in them, and that changed something. */
  readonly decisions: number;
  /** New states per number of decisions, from 0 on. */
  readonly statesByDepth: readonly number[];
  /** What was judged of the possibilities that were asked for; absent if none were. */
  readonly deadEnds?: readonly DeadEndFigures[];
  /** Possibilities that are none even at the first boot, if those were to be spared. */
  readonly spared?: readonly DeadEndGoal[];
}

/**
 * - `violated`: this run breaks a property, and no shorter one does.
 * - `complete`: no run within the bounds breaks any of the properties: a proof.
 * - `limitReached`: the same, but only for runs of up to `depth` decisions.
 */
export type SearchResult =
  | (SearchSize & { readonly kind: 'violated'; readonly run: readonly Decision[] })
  | (SearchSize & { readonly kind: 'complete' })
  | (SearchSize & {
      readonly kind: 'limitReached';
      readonly depth: number;
      readonly limit: SearchLimit;
    });

/** What ended a search: its bound of states, a request, or the size of its tables. */
export type SearchLimit = 'states' | 'stopped' | 'memory';

export interface SearchOptions {
  /** Safety properties and possibilities: without a clock, nothing is owed in time. */
  readonly properties: readonly Property[];
  readonly timing: Timing;
  /** A possibility that is none even at the first boot is not judged; default: it is. */
  readonly sparesFirstBoot?: boolean;
  /** How much may be tried to find ways out of dead ends; default: all in small clusters. */
  readonly maxDeadEndEffort?: number;
  /** Default: the first boot of all nodes. */
  readonly from?: SearchStart;
  /** Names of nodes matter, whatever the target states. */
  readonly tellsNodesApart?: boolean;
  /** Told after every number of decisions; answers whether to go on. */
  readonly onDepth?: (depth: number, size: SearchSize) => boolean;
  /** Asked every few states: a time budget, an interrupt. */
  readonly shouldStop?: () => boolean;
  /**
   * For a proof: where the longest runs lead is neither kept nor counted, since nothing is tried
   * from there. That saves most of the states, each layer being several times larger than the last.
   */
  readonly isVerdictOnly?: boolean;
  /**
   * Asked about every run that breaks a property; if it is not wanted, the search goes on without
   * it. Of the ways to a state only one is known, so that `complete` then is no proof.
   */
  readonly isWanted?: (run: readonly Decision[]) => boolean;
}
