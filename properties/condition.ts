/**
 * What faults have done to the sense of time of each node: while a node is paused, slow or behind,
 * its lateness is no violation.
 */
import type { TraceEvent } from '../trace/event.ts';
import type { Done } from './run-facts.ts';

/** One node's condition. */
export interface Condition {
  readonly isPaused: boolean;
  /** Local milliseconds per millisecond of the world. */
  readonly rate: number;
  /** A synced write takes at least this long; 0 is the disk's own pace. */
  readonly syncMs: number;
  /** World time until which a fault that is over may still delay the node's timers and writes. */
  readonly heldUpUntilMs: number;
}

/** The conditions of all nodes, n1's first. */
export type Conditions = readonly Condition[];

/** Nothing was done to the node. */
export const SOUND: Condition = { isPaused: false, rate: 1, syncMs: 0, heldUpUntilMs: 0 };

/** Something was done to the cluster: the conditions after it. */
export function conditionsAfter(conditions: Conditions, done: Done): Conditions {
  // Most of what is done is done to no node in particular.
  const condition = done.node === 0 ? undefined : conditions[done.node - 1];
  if (condition === undefined) return conditions;
  const after = conditionAfter(condition, done.event, done.timeMs);
  return after === condition ? conditions : conditions.with(done.node - 1, after);
}

/** World milliseconds per millisecond that a node waits: 1, or more if its clock is slow. */
export function slowness({ rate }: Condition): number {
  return 1 / Math.min(1, rate);
}

/** Whether a node is expected to be on time, once it is no longer held up. */
export function isOnTime({ isPaused, syncMs }: Condition): boolean {
  return !isPaused && syncMs === 0;
}

function conditionAfter(condition: Condition, event: TraceEvent, nowMs: number): Condition {
  const { rate, syncMs, heldUpUntilMs } = condition;
  const from = Math.max(nowMs, heldUpUntilMs);
  switch (event.kind) {
    case 'paused':
      return { ...condition, isPaused: true };
    case 'resumed':
      return { ...condition, isPaused: false };
    case 'crashed':
      // Timers and writes under way are gone with the process; clock and disk stay as they are.
      return condition.isPaused || heldUpUntilMs > 0
        ? { ...condition, isPaused: false, heldUpUntilMs: 0 }
        : condition;
    case 'clockJumped':
      // Set back, the clock must first show again what the timers wait for.
      return event.byMs < 0 ? { ...condition, heldUpUntilMs: from - event.byMs / rate } : condition;
    case 'clockDrifted': {
      const remainingMs = (from - nowMs) * Math.max(1, rate / event.rate);
      return { ...condition, rate: event.rate, heldUpUntilMs: nowMs + remainingMs };
    }
    case 'diskSlowed': {
      // A write that began just before may take its full time.
      const isFaster = event.syncMs < syncMs;
      const writtenMs = isFaster ? Math.max(heldUpUntilMs, nowMs + syncMs) : heldUpUntilMs;
      return { ...condition, syncMs: event.syncMs, heldUpUntilMs: writtenMs };
    }
    default:
      return condition;
  }
}
