/** What a leader commits in a line, and whom it counts for that. */
import type { TraceLine } from '../../../trace/trace.ts';
import type { LogEntry, NodeId, NodeView } from '../../../trace/view.ts';

export interface Commit {
  readonly line: TraceLine;
  readonly node: NodeId;
  readonly leader: NodeView;
  readonly to: number;
  readonly entry: LogEntry;
  readonly counted: readonly NodeId[];
}

/** Null if the line is no commit of a leader, or does not show whom it counted. */
export function commitAt(line: TraceLine | null): Commit | null {
  if (line === null || !('node' in line.event)) return null;
  const { event, before, after } = line;
  if (after?.role !== 'leader' || after.matchIndex === null) return null;
  const to = after.commitIndex;
  const entry = after.log[to - 1];
  if (entry === undefined || to <= (before?.commitIndex ?? 0)) return null;
  const counted = after.matchIndex.flatMap((match, slot) => (match >= to ? [slot + 1] : []));
  return { line, node: event.node, leader: after, to, entry, counted };
}

export function isSame(one: LogEntry | undefined, other: LogEntry): boolean {
  return one?.term === other.term && one.command === other.command;
}
