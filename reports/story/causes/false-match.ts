/** A leader that takes a log to match its own, and so sends nothing that would make it match. */
import type { TraceLine } from '../../../trace/trace.ts';
import type { LogEntry, NodeId } from '../../../trace/view.ts';
import type { Cause } from './cause.ts';
import { isSame, type Commit } from './commits.ts';
import { lastLinesOf, type Period } from './period.ts';
import { replicaDoubt } from './replica-doubt.ts';

/** "matchIndex: index of highest log entry known to be replicated" (Figure 2): one that is not. */
export function falseMatches(period: Period): Cause[] {
  const lines = lastLinesOf(period);
  const causes = lines.flatMap((line, slot): readonly Cause[] => {
    if (line?.after?.role !== 'leader') return [];
    return lines.flatMap((peer, at) => {
      const log = at === slot ? undefined : peer?.after?.log;
      return log === undefined ? [] : falseMatch(period, line, slot + 1, at + 1, log);
    });
  });
  return causes.slice(0, 1);
}

function falseMatch(
  { index }: Period,
  line: TraceLine,
  node: NodeId,
  peer: NodeId,
  log: readonly LogEntry[],
): Cause[] {
  const leader = line.after;
  const to = leader?.matchIndex?.[peer - 1] ?? 0;
  const entry = leader?.log[to - 1];
  if (leader === null || entry === undefined || isSame(log[to - 1], entry)) return [];
  const counted: Commit = { line, node, leader, to, entry, counted: [peer] };
  return replicaDoubt(index, counted, peer);
}
