/** What passes between the command line and the thread that hunts: plain data, both ways. */
import type { ActionKind } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { SavedRun } from '../../search/finding.ts';
import type { HuntingEngine, HuntResult } from '../../search/hunting/hunt-options.ts';
import type { SearchFault } from '../../search/exploring/bounds.ts';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import type { Timing } from '../../simulator/target.ts';
import type { TargetRequest } from './requested-target.ts';

export interface HuntRequest extends TargetRequest {
  readonly seed: number;
  readonly engines: readonly HuntingEngine[];
  readonly maxRuns: number;
  readonly nodes: readonly number[];
  /** Null: any property. */
  readonly sought: readonly PropertyId[] | null;
  readonly faults: readonly ActionKind[];
  readonly searchFaults: readonly SearchFault[];
  readonly timing: Timing;
  readonly maxFindings: number;
  readonly maxActions: number;
  readonly shrinkBudget: ShrinkBudget;
  /** The cluster sizes that shrunk runs keep to, because somebody named them; null: any. */
  readonly nodesAskedFor: readonly number[] | null;
}

/** How long the shrinking of one find may take; null: as long as it is used to. */
export interface ShrinkBudget {
  readonly ms: number | null;
  readonly executions: number | null;
}

/** What the hunting thread says. */
export type HuntEvent =
  | { readonly kind: 'progress'; readonly progress: HuntProgress }
  | { readonly kind: 'failedRun'; readonly run: SavedRun }
  | ({ readonly kind: 'done' } & Hunt);

/** A hunt that is over. */
export interface Hunt {
  readonly result: HuntResult;
  /** How long it took, without the start of its thread. */
  readonly wallMs: number;
}
