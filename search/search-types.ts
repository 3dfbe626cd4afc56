/** What an exhaustive search is told, and what it answers. */
import type { Property } from '../properties/property.ts';
import type { Decision } from '../simulator/decision.ts';
import type { Timing } from '../simulator/target.ts';

/** What the search may do to a cluster. */
export interface Bounds {
  readonly nodes: number;
  readonly maxDecisions: number;
  /** States in which a node has a higher term are left out; null for no such bound. */
  readonly maxTerm: number | null;
  readonly faults: readonly SearchFault[];
  /** The search stops when it has seen this many states. */
  readonly maxStates: number;
}

/** What may go wrong without a clock. Losing a message is not delivering it: always allowed. */
export type SearchFault = 'duplicate' | 'crash' | 'crashWithin';

export const SEARCH_FAULTS: readonly SearchFault[] = ['duplicate', 'crash', 'crashWithin'];

export interface SearchSize {
  /** Different states seen, the first included. */
  readonly states: number;
  /** Decisions that were tried in them. */
  readonly decisions: number;
  /** New states per number of decisions, from 0 on. */
  readonly statesByDepth: readonly number[];
}

export type SearchResult =
  | (SearchSize & { readonly kind: 'violated'; readonly run: readonly Decision[] })
  | (SearchSize & { readonly kind: 'complete' })
  | (SearchSize & { readonly kind: 'limitReached'; readonly depth: number });

export interface SearchOptions {
  readonly properties: readonly Property[];
  readonly timing: Timing;
  /** Told after every number of decisions; answers whether to go on. */
  onDepth?(depth: number, size: SearchSize): boolean;
}
