/** What passes between the command line and the thread that searches: plain data, both ways. */
import type { PropertyId } from '../../properties/property.ts';
import type { Finding } from '../../search/finding.ts';
import type { Bounds, SearchSize } from '../../search/exploring/bounds.ts';
import type { Timing } from '../../simulator/target.ts';
import type { TargetRequest } from './requested-target.ts';

export interface ExploreRequest extends TargetRequest {
  readonly bounds: Bounds;
  /** Safety properties. */
  readonly properties: readonly PropertyId[];
  readonly timing: Timing;
}

/** What the searching thread says. */
export type ExploreEvent =
  | { readonly kind: 'depth'; readonly progress: ExploreProgress }
  | ({ readonly kind: 'done' } & Exploration);

/** All runs of up to `depth` decisions have been tried. */
export interface ExploreProgress extends SearchSize {
  readonly depth: number;
  readonly wallMs: number;
}

/** A search that is over. */
export interface Exploration extends SearchSize {
  readonly outcome: ExploreOutcome;
  /** How long it took, without the start of its thread and without shrinking. */
  readonly wallMs: number;
}

export type ExploreOutcome =
  | { readonly kind: 'violated'; readonly finding: Finding }
  /** The run that was found goes another way when it is performed again. */
  | { readonly kind: 'diverged' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'limitReached'; readonly depth: number; readonly limit: ExploreLimit };

/** What ended a search: its bound, whoever asked it to stop, or what the machine has. */
export type ExploreLimit = 'states' | 'stopped' | 'memory';
