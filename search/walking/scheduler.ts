/** Who decides what happens next in a walk. */
import type { FlightsWatch, WalkedCluster } from './walked-cluster.ts';
import type { Kind } from './weights.ts';

/**
 * `uniform` picks among the kinds that are enabled by weights, and one of a kind as likely as any
 * other. `pct` is probabilistic concurrency testing: random priorities that change at few moments.
 */
export type SchedulerName = 'uniform' | 'pct';

export const SCHEDULERS: readonly SchedulerName[] = ['uniform', 'pct'];

export interface Scheduler extends FlightsWatch {
  readonly takesProposals: boolean;
  /** Which one of its kind was picked, from 0 on. */
  readonly item: number;
  /** The most chains of events in one walk so far; 0 if it has none. */
  readonly width: number;
  /** The most decisions that one walk could make so far; 0 if it counts none. */
  readonly length: number;
  /** From here on it decides; `picks` are those of the walk. */
  begin(picks: ArrayLike<number>, cluster: WalkedCluster): void;
  /** The kind that comes next; null if nothing is enabled. */
  pick(pick: number, cluster: WalkedCluster): Kind | null;
}
