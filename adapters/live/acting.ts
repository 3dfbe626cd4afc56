/**
 * Who acts at the moment. One thread does one thing at a time, so there is at most one: an
 * incarnation of a node, in its turn.
 */
import type { LiveTimer } from './live-timers.ts';

/** The clocks, timers and random numbers of the node that acts. */
export interface Acting {
  /** What the node's clock on the wall shows: it may jump. */
  readonly wallMs: number;
  /** What its steady clock shows: it may drift, and never jumps. */
  readonly steadyMs: number;
  /** From 0 up to but not including 1. */
  random(): number;
  setTimer(callback: () => void, delay: unknown, isRepeated: boolean): LiveTimer;
  clearTimer(timer: unknown): void;
  setImmediate(callback: () => void): object;
  clearImmediate(immediate: unknown): void;
  /** Notes what the code must not do, and returns the error to throw: to catch it is no help. */
  sinned(error: Error): Error;
}

let acting: Acting | null = null;

/** Null between turns. */
export function whoActs(): Acting | null {
  return acting;
}

/** Begins a turn, or ends it. Returns who acted before. */
export function letAct(next: Acting | null): Acting | null {
  const before = acting;
  acting = next;
  return before;
}

/** Throws if no node acts: then there is no clock and no source of random numbers. */
export function theOneWhoActs(): Acting {
  if (acting !== null) return acting;
  throw new Error(
    'a timer is set, or a clock or random number asked for, while no node acts: ' +
      'do it in what create makes, not while the code is loaded',
  );
}
