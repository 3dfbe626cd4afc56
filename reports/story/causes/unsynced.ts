/** What a crash takes from a disk: a write that was under way, or nothing, as none was made. */
import type { TraceLine } from '../../../trace/trace.ts';
import type { NodeId } from '../../../trace/view.ts';
import type { TraceIndex } from '../trace-index.ts';

/** Whether a crash lost a write that the node made in this step or later. */
export function lostWriteSince(
  { trace }: TraceIndex,
  node: NodeId,
  { step }: TraceLine,
  crash: TraceLine,
): boolean {
  if (crash.event.kind !== 'crashed' || crash.event.lostWrites === 0) return false;
  // Writes of a step may come before its line, and after that of the step before.
  const before = trace.slice(0, step - 1).findLast(({ event }) => {
    return 'node' in event && event.node === node && event.kind !== 'persisted';
  });
  return trace.slice(before?.step ?? 0, crash.step).some(({ event }) => {
    return event.kind === 'persisted' && event.node === node && !event.synced;
  });
}
