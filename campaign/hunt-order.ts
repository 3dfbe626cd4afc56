/** What passes between the command line and the thread that hunts: plain data, both ways. */
import type { ActionKind } from '../faults/action.ts';
import type { Scenario } from '../faults/scenario.ts';
import type { PropertyId } from '../properties/property.ts';
import type { HuntResult } from '../search/hunt-types.ts';
import type { HuntProgress } from '../search/tally.ts';
import type { Timing } from '../simulator/target.ts';

export interface HuntOrder {
  /** Name of a registered target. */
  readonly target: string;
  readonly seed: number;
  readonly maxRuns: number;
  readonly nodes: readonly number[];
  /** Null: any property. */
  readonly sought: readonly PropertyId[] | null;
  readonly faults: readonly ActionKind[];
  readonly timing: Timing;
  readonly stopAtFirst: boolean;
  readonly maxActions: number;
}

/** What the hunting thread says. */
export type HuntNews =
  | { readonly kind: 'progress'; readonly progress: HuntProgress }
  | { readonly kind: 'failedRun'; readonly scenario: Scenario }
  | ({ readonly kind: 'done' } & Hunt);

/** A hunt that is over. */
export interface Hunt {
  readonly result: HuntResult;
  /** How long it took, without the start of its thread. */
  readonly wallMs: number;
}

/** What the thread is started with. */
export interface HuntErrand {
  readonly order: HuntOrder;
  /** One 32-bit word: anything but 0 means stop. */
  readonly stop: SharedArrayBuffer;
}
