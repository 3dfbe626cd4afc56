/**
 * The state of a node that a program holds, as what led to it: it can be had again at any time by
 * doing the same again. A handle that stands there only saves the time.
 */
import type { BootRequest, HeldAnswer, HeldRequest } from '../../held-messages.ts';

export class Past {
  /** Null for a boot. */
  readonly before: Past | null;
  readonly request: HeldRequest;
  /** The request as JSON. */
  readonly text: string;
  /** How many since the boot. */
  readonly steps: number;
  /** The node, and the luck of its life in 32 bits. */
  readonly node: number;
  readonly life: number;
  /** What the program answered, word for word; null until it has. */
  answer: HeldAnswer | null = null;
  /** The handle of a node that is in this state; 0 if the program holds none. */
  handle = 0;
  /** The plan, by its number, in which that node was last needed. */
  heldInPlan = 0;
  /** Whether something has gone on from here: whatever does again is a branch. */
  isLeft = false;
  /** Whether the node that took the step had been copied, then or before. */
  isCopy: boolean;

  constructor(before: Past | null, request: HeldRequest, node: number, life: number) {
    this.before = before;
    this.request = request;
    this.text = JSON.stringify(request);
    this.steps = before === null ? 0 : before.steps + 1;
    this.node = node;
    this.life = life;
    this.isCopy = before !== null && before.isCopy;
  }
}

export function bootPast(request: BootRequest, life: number): Past {
  return new Past(null, request, request.node, life);
}

export function nextPast(before: Past, request: HeldRequest): Past {
  return new Past(before, request, before.node, before.life);
}
