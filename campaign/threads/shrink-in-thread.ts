/** Starts the thread that shrinks a saved finding. */
import type { ShrinkEvent, ShrinkRequest } from './shrink-order.ts';
import { inThread, type UnderWay } from './thread.ts';

/** Asked to stop, it ends with what it has reached. */
export function shrinkInThread(request: ShrinkRequest): UnderWay<ShrinkEvent> {
  return inThread<ShrinkRequest, ShrinkEvent>('shrink-worker', request, () => undefined);
}
