/** Writes are lines of their own: which step of their node they belong to. */
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import type { TraceIndex } from './trace-index.ts';
import { isStepOf } from './step-group.ts';
import { firstDifference } from './logs.ts';

/**
 * The step that a write is part of where it is seen right after it; null for another line, and for
 * a write that comes after its step, whose log could be seen before.
 */
export function stepOfWrite({ trace }: TraceIndex, line: TraceLine): TraceLine | null {
  const { event } = line;
  if (event.kind !== 'persisted') return null;
  if (firstDifference(event.durable.log, line.before?.log ?? []) === null) return null;
  const next = trace.slice(line.step).find((later) => !isWriteOf(event.node, later));
  if (next === undefined || next.timeMs !== line.timeMs) return null;
  return isStepOf(event.node, next) ? next : null;
}

function isWriteOf(node: NodeId, { event }: TraceLine): boolean {
  return event.kind === 'persisted' && event.node === node;
}
