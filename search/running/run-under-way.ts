/**
 * The run that a target is about to be taken through, announced beforehand: whoever watches the
 * target from outside cannot ask once a step of it stands still.
 */
import type { Action } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Target, Timing } from '../../simulator/target.ts';
import type { Bounds, SearchFault } from '../exploring/bounds.ts';
import type { SavedRun } from '../finding.ts';
import type { SchedulerName } from '../walking/scheduler.ts';

/** Enough to perform the same again. */
export type RunUnderWay =
  | SavedRun
  /** A walk of the adversarial engine; without decisions, the first boot of its cluster. */
  | {
      readonly kind: 'walk';
      readonly nodes: number;
      readonly timing: Timing;
      readonly properties: readonly PropertyId[];
      readonly faults: readonly SearchFault[];
      readonly scheduler: SchedulerName;
      /** Whether no message overtakes another on its link. */
      readonly keepsOrder: boolean;
      /** Decisions that come before those which are picked. */
      readonly beginning: readonly Decision[];
      readonly picks: readonly number[];
    }
  /** Of a search, all that it has done until now. */
  | {
      readonly kind: 'search';
      readonly bounds: Bounds;
      readonly timing: Timing;
      readonly properties: readonly PropertyId[];
    };

export interface RunListener {
  /** A run begins. The actions of a scenario follow one by one. */
  begins(run: RunUnderWay): void;
  acts(action: Action): void;
}

const listeners = new WeakMap<Target, RunListener>();

/** All runs of this very target are announced to the listener from now on. */
export function announceRuns(target: Target, listener: RunListener): void {
  listeners.set(target, listener);
}

/** Undefined for a target that nobody watches. */
export function listenerOf(target: Target): RunListener | undefined {
  return listeners.get(target);
}
