/** The part of a run in which something should have happened, and did not. */
import type { Witness } from '../../../properties/property.ts';
import type { Finding } from '../../../search/finding.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import type { NodeId } from '../../../trace/view.ts';
import type { TraceIndex } from '../trace-index.ts';

export interface Period {
  readonly index: TraceIndex;
  /** From the healing, or from the beginning where the claim broke before it, to the violation. */
  readonly lines: readonly TraceLine[];
  readonly fromMs: number;
  readonly endMs: number;
  /** The longest election timeout. */
  readonly timeoutMs: number;
  readonly heartbeatMs: number;
}

/** What a target was told about its timers. */
export type Pace = Pick<Finding['run']['timing'], 'electionTimeoutMaxMs' | 'heartbeatMs'>;

export function periodOf(
  index: TraceIndex,
  witness: Witness,
  { electionTimeoutMaxMs: timeoutMs, heartbeatMs }: Pace,
): Period {
  const before = index.trace.filter(({ timeMs }) => timeMs <= witness.timeMs);
  const healed = before.findLastIndex(({ event }) => event.kind === 'healed');
  const fromMs = healed === -1 ? 0 : (before[healed]?.timeMs ?? 0);
  const lines = before.slice(healed + 1);
  return { index, lines, fromMs, endMs: witness.timeMs, timeoutMs, heartbeatMs };
}

/** The last line of a node before a moment, or the last at all. */
export function latestOf(node: NodeId, { lines }: Period): TraceLine | null {
  return lines.findLast(({ event }) => 'node' in event && event.node === node) ?? null;
}

/** The last line that shows each node in this period, n1's first; null before it boots. */
export function lastLinesOf({ index, endMs }: Period): readonly (TraceLine | null)[] {
  const lines = new Array<TraceLine | null>(index.nodes).fill(null);
  for (const line of index.trace) {
    const { event, timeMs } = line;
    if (timeMs > endMs || event.kind === 'sent' || event.kind === 'lost') continue;
    if (event.kind === 'duplicated' || !('node' in event)) continue;
    lines[event.node - 1] = line;
  }
  return lines;
}

/** `, and 4 more times` */
export function moreTimes(count: number): string {
  if (count < 2) return '';
  return count === 2 ? ', and once more' : `, and ${count - 1} more times`;
}
