/** What bounds the shrinking of one finding. */
import type { Target } from '../../simulator/target.ts';

/** How long shrinking may take, and where it may look. */
export interface ShrinkLimits {
  /** Runs. */
  readonly maxExecutions: number;
  /** States of all searches for something shorter; later ones have less. */
  readonly maxStates: number;
  /** Asked before every run and every few states: a budget of time, an interrupt. */
  readonly shouldStop: () => boolean;
  /** The cluster sizes that were asked for: the shrunk run has one of these. Default: any. */
  readonly nodes?: readonly number[] | null;
}

/** Enough for every finding seen so far to come to rest; a run takes about a millisecond. */
export const DEFAULT_SHRINK_EXECUTIONS = 10_000;

/** A minute: nearly all shrinking comes to an end sooner, but that of slow code. */
export const USUAL_SHRINK_MS = 60_000;

/** Cluster sizes up to that of a run that its shrunk run may have, the smallest first. */
export function clusterSizes(target: Target, nodes: number, limits: ShrinkLimits): number[] {
  const { smallestCluster = 1 } = target;
  const sizes = Array.from({ length: nodes }, (_, index) => index + 1);
  return sizes.filter((size) => {
    const isAskedFor = limits.nodes?.includes(size) ?? true;
    return size === nodes || (size >= smallestCluster && isAskedFor);
  });
}

/** The same limits for what is less important: a share of the runs and states, the same time. */
export function shareOf(limits: ShrinkLimits, share: number): ShrinkLimits {
  return {
    ...limits,
    maxExecutions: Math.floor(limits.maxExecutions / share),
    maxStates: Math.floor(limits.maxStates / share),
  };
}

/** The same limits, and an end as soon as something else asks for it. */
export function stoppedBy(limits: ShrinkLimits, isStopped: () => boolean): ShrinkLimits {
  return { ...limits, shouldStop: () => isStopped() || limits.shouldStop() };
}
