/** A fault script: everything that a timed run is made of, as plain data. */
import type { Settings } from '../simulator/settings.ts';
import type { Timing } from '../simulator/target.ts';
import type { Action } from './action.ts';

/** A fault script: a cluster, its luck, its pace, and what is done to it. */
export interface Scenario {
  /** Size of the cluster, 1 to 9. */
  readonly nodes: number;
  /** All luck of the run comes from this whole number. */
  readonly seed: number;
  readonly timing: Timing;
  readonly settings: Settings;
  /** Performed in order; then everything heals and the liveness phase begins. */
  readonly actions: readonly Action[];
}
