/** What passes between the command line and the thread of the canary: plain data, both ways. */
import type { Timing } from '../../simulator/target.ts';
import type { MatrixRow } from '../../search/canary/kill-matrix.ts';

export interface CanaryRequest {
  /** Ids of mutants and controls, in the order of the trials. */
  readonly ids: readonly string[];
  readonly seed: number;
  /** Timed runs per mutant; ten times as many adversarial ones, and a tenth for a control. */
  readonly maxRuns: number;
  readonly timing: Timing;
}

export type CanaryEvent =
  | { readonly kind: 'row'; readonly row: MatrixRow }
  | { readonly kind: 'done'; readonly wallMs: number };
