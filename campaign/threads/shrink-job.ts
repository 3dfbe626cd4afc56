/** Shrinking in a thread of its own: what is asked, what is told, and both ends of it. */
import { performance } from 'node:perf_hooks';
import type { Finding } from '../../search/finding.ts';
import type { ShrunkAgain } from '../../search/shrinking/shrink-again.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import type { ShrinkBudget } from './shrink-budget.ts';
import { inThread, type AtWork, type UnderWay } from './thread.ts';

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

/** Asked to stop, it ends with what it has reached. */
export function shrinkInThread(request: ShrinkRequest): UnderWay<ShrinkEvent> {
  return inThread<ShrinkRequest, ShrinkEvent>('shrink', request, () => undefined);
}

/** The other end, in the thread. */
export async function performShrink(
  request: ShrinkRequest,
  work: AtWork<ShrinkEvent>,
): Promise<void> {
  const [{ shrinkAgain }, { DoesNotReproduce }, { inMacrotask }, { shrinkLimits }] =
    await Promise.all([
      import('../../search/shrinking/shrink-again.ts'),
      import('../../search/running/determinism.ts'),
      import('../../adapters/live/macrotask.ts'),
      import('./shrink-budget.ts'),
    ]);
  const { target, close } = await requestedTarget(request);
  const shrunkOrNot = (): ShrunkAgain | null => {
    const limits = shrinkLimits(request.budget, () => performance.now());
    const shouldStop = (): boolean => work.shouldStop() || limits.shouldStop();
    try {
      return shrinkAgain(target, request.finding, { ...limits, shouldStop });
    } catch (error) {
      if (error instanceof DoesNotReproduce) return null;
      throw error;
    }
  };
  const shrunk = await inMacrotask(shrunkOrNot);
  close();
  work.tell({ kind: 'done', shrunk });
}
