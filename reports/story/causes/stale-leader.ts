/** A node that does what the leader of a past term asks (section 5.1). */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeView } from '../../../trace/view.ts';
import { firstDifference } from '../logs.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';
import { isSame } from './commits.ts';

/** "If a server receives a request with a stale term number, it rejects the request" (5.1). */
export function staleLeaderObeyed(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const causes = index.trace.flatMap((line) => {
    return past.has(line.step) ? obeyedStaleLeader(line, index) : [];
  });
  return causes.slice(0, 1);
}

/** The same of one step: AppendEntries of a lower term change the log, the commit or the role. */
export function obeyedStaleLeader(line: TraceLine, index: TraceIndex): Cause[] {
  const { event, before, after } = line;
  if (event.kind !== 'received' || event.meaning.kind !== 'appendEntries') return [];
  if (before === null || after === null) return [];
  const { term } = event.meaning;
  const own = before.currentTerm;
  const follows = after.currentTerm === own && isMoved(before, after, index.senderOf(event));
  if (term >= own || !(follows || after.currentTerm === term)) return [];
  const obeyed = `${nodeName(event.node)} obeyed ${nodeName(event.from)}'s AppendEntries of term`;
  return [causeAt(line, (at) => `${obeyed} ${term} ${at}, though it was in term ${own} itself.`)];
}

/** Something else may change a log in the same step: then it is not as the sender has it. */
function isMoved(before: NodeView, after: NodeView, sender: TraceLine | null): boolean {
  const place = firstDifference(before.log, after.log);
  if (place !== null) {
    const entry = after.log[place - 1];
    return entry === undefined || isSame(sender?.after?.log[place - 1], entry);
  }
  if (before.commitIndex !== after.commitIndex) return true;
  return before.role !== 'follower' && after.role === 'follower';
}
