/** Starts the thread of the canary and listens to it. */
import type { MatrixRow } from '../../search/canary/kill-matrix.ts';
import type { CanaryEvent, CanaryRequest } from './canary-order.ts';
import { inThread, type UnderWay } from './thread.ts';

export type CanaryDone = Extract<CanaryEvent, { readonly kind: 'done' }>;

/** Asked to stop, it leaves out the trial under way. */
export function canaryInThread(
  request: CanaryRequest,
  onRow: (row: MatrixRow) => void,
): UnderWay<CanaryDone> {
  return inThread<CanaryRequest, CanaryEvent>('canary-worker', request, ({ row }) => onRow(row));
}
