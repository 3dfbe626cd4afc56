/** What may happen next in a walk, kind by kind. */

/**
 * How often each kind is picked while all are enabled. Messages arrive more often than timers fire,
 * or no election would ever end; few are dropped, since what is not delivered is as good as lost.
 */
export const WEIGHTS = {
  deliver: 60,
  drop: 5,
  duplicate: 4,
  timer: 12,
  heartbeat: 6,
  quorumCheck: 2,
  propose: 8,
  crash: 2,
} as const;

/** What may be picked. */
export type Kind = keyof typeof WEIGHTS;
