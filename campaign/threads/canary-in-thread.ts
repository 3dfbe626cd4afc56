/** Starts the thread of the canary and listens to it. */
import type { MatrixRow } from '../../search/canary/kill-matrix.ts';
import type { CanaryNews, CanaryOrder } from './canary-order.ts';
import { inThread, type UnderWay } from './thread.ts';

export type CanaryDone = Extract<CanaryNews, { readonly kind: 'done' }>;

/** Asked to stop, it leaves out the trial under way. */
export function canaryInThread(
  order: CanaryOrder,
  onRow: (row: MatrixRow) => void,
): UnderWay<CanaryDone> {
  return inThread<CanaryOrder, CanaryNews>('canary-worker', order, ({ row }) => onRow(row));
}
