/** The fields of actions: what a scenario may say in them, and how they are drawn. */
import fc from 'fast-check';
import type { NodeId } from '../trace/view.ts';
import { MAX_NODES } from '../simulator/contract.ts';

/** What a scenario may say in one field of an action. */
export type Field =
  /** A node id from 1 to 9. */
  | { readonly kind: 'node' }
  | { readonly kind: 'wholeNumber'; readonly min: number; readonly max: number }
  /** Printable ASCII. */
  | { readonly kind: 'text'; readonly maxLength: number }
  /** Lists of node ids, each id in one of them at most. */
  | { readonly kind: 'groups' };

export const NODE: Field = { kind: 'node' };

/** A whole number from `min` to `max`, both included. */
export function wholeNumber(min: number, max: number): Field {
  return { kind: 'wholeNumber', min, max };
}

/** The longest time that one action may name: what passes, or how long a network fault lasts. */
export const MAX_TIME_MS = 60_000;

/**
 * The most that an action may do that healing cannot undo: a message that is late, a clock that was
 * set back, a write under way. It stays small beside the time in which liveness is owed.
 */
export const MAX_LASTING_MS = 2000;

/** Records without a null prototype are generated faster, and print as they are written. */
export const PLAIN = { noNullPrototype: true } as const;

/** Any node; the cluster may be smaller, so ids are taken modulo its size when performed. */
export function anyNode(): fc.Arbitrary<NodeId> {
  return fc.integer({ min: 1, max: MAX_NODES });
}

/** How long a network fault lasts. */
export function networkFaultMs(): fc.Arbitrary<number> {
  return fc.integer({ min: 50, max: 2000 });
}

/** Shares below this would hardly be noticed within a network fault. */
export function sharePercent(): fc.Arbitrary<number> {
  return fc.integer({ min: 5, max: 100 });
}
