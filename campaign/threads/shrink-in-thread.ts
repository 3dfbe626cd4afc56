/** Starts the thread that shrinks a saved finding. */
import type { ShrinkNews, ShrinkOrder } from './shrink-order.ts';
import { inThread, type UnderWay } from './thread.ts';

/** Asked to stop, it ends with what it has reached. */
export function shrinkInThread(order: ShrinkOrder): UnderWay<ShrinkNews> {
  return inThread<ShrinkOrder, ShrinkNews>('shrink-worker', order, () => undefined);
}
