/**
 * The state of a node that a program holds, as what led to it: it can be had again at any time by
 * doing the same again. A handle that stands there only saves the time.
 */
import type { BootRequest, HeldAnswer, HeldRequest } from '../../held-messages.ts';

export interface Past {
  /** Null for a boot. */
  readonly before: Past | null;
  readonly request: HeldRequest;
  /** How many since the boot. */
  readonly steps: number;
  /** The node, and the luck of its life in 32 bits. */
  readonly node: number;
  readonly life: number;
  /** What the program answered, word for word; null until it has. */
  answer: HeldAnswer | null;
  /** The handle of a node that is in this state; 0 if the program holds none. */
  handle: number;
  /** Whether something has gone on from here: whatever does again is a branch. */
  isLeft: boolean;
  /** Whether the node that took the step had been copied, then or before. */
  isCopy: boolean;
}

export function bootPast(request: BootRequest, life: number): Past {
  const { node } = request;
  const open = { answer: null, handle: 0, isLeft: false, isCopy: false };
  return { before: null, request, steps: 0, node, life, ...open };
}

export function nextPast(before: Past, request: HeldRequest): Past {
  const { node, life, steps } = before;
  const open = { answer: null, handle: 0, isLeft: false, isCopy: before.isCopy };
  return { before, request, steps: steps + 1, node, life, ...open };
}
