/**
 * A run as plain data: a cluster without clocks, and what happens in it, one decision after the
 * other. It needs no seed, no fast-check and no latencies, so that it means the same for ever.
 */
import type { Decision } from './decision.ts';
import type { Timing } from './target.ts';

export interface Schedule {
  /** Size of the cluster. */
  readonly nodes: number;
  /** The timing passed to the target when it boots; no clock follows it. */
  readonly timing: Timing;
  readonly decisions: readonly Decision[];
}
