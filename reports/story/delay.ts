/** Messages that come late: their reader has to know when they were sent. */
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import type { TraceIndex } from './trace-index.ts';
import { hasChanged } from './standing.ts';

/** The step that sent a message, if its sender or its receiver has moved on since; else null. */
export function lateSender({ event, step }: TraceLine, index: TraceIndex): TraceLine | null {
  if (event.kind !== 'received') return null;
  const sending = index.senderOf(event);
  if (sending === null) return null;
  const meanwhile = index.trace.slice(sending.step, step - 1);
  const hasMovedOn = meanwhile.some((line) => {
    return changes(line, event.from) || changes(line, event.node);
  });
  return hasMovedOn ? sending : null;
}

function changes({ event, before, after }: TraceLine, node: NodeId): boolean {
  return 'node' in event && event.node === node && hasChanged(before, after);
}
