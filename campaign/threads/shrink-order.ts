/** What passes between the command line and the thread that shrinks: plain data, both ways. */
import type { Finding } from '../../search/finding.ts';
import type { ShrinkBudget } from './hunt-order.ts';
import type { TargetRequest } from './requested-target.ts';
import type { ShrunkAgain } from '../../search/shrinking/shrink-again.ts';

export interface ShrinkRequest extends TargetRequest {
  /** It must replay. */
  readonly finding: Finding;
  readonly budget: ShrinkBudget;
}

/** What the shrinking thread says. */
export interface ShrinkEvent {
  readonly kind: 'done';
  /** Null if the run goes now one way, now another. */
  readonly shrunk: ShrunkAgain | null;
}
