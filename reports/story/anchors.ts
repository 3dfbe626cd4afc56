/** Which lines of a trace the clauses of a witness speak of. */
import type { Because, Witness } from '../../properties/property.ts';
import { nodeOf } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { hasChanged } from './standing.ts';
import type { TraceIndex } from './trace-index.ts';

/** False if the claim broke because time passed: then the cause is no step, only their absence. */
export function brokeAtAStep(index: TraceIndex, { step, timeMs }: Witness): boolean {
  return index.lineAt(step)?.timeMs === timeMs;
}

/**
 * The line that shows a clause; null if only the end does. A judge that looks at the clock notes
 * whatever happened last: then the node that it speaks of has its own latest change.
 */
export function anchorOf(
  index: TraceIndex,
  witness: Witness,
  { step, text }: Because,
): TraceLine | null {
  if (step >= witness.step && !brokeAtAStep(index, witness)) return null;
  const noted = index.lineAt(step);
  if (noted === null) return null;
  const line = index.causeOf(noted);
  const nodes = [...text.matchAll(/\bn(\d+)\b/g)].map(([, digits]) => Number(digits));
  const [first] = nodes;
  const actor = line.event.kind === 'sent' ? line.event.node : nodeOf(line.event);
  if (first === undefined || actor === 0 || nodes.includes(actor)) return line;
  const own = index.trace.slice(0, step).findLast(({ event, before, after }) => {
    return 'node' in event && event.node === first && hasChanged(before, after);
  });
  return own ?? line;
}
