/** Which replicas a leader counted for a commit that it should not have made. */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type LogEntry, type NodeId, type NodeView } from '../../../trace/view.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';

interface Commit {
  readonly line: TraceLine;
  readonly node: NodeId;
  readonly leader: NodeView;
  readonly to: number;
  readonly entry: LogEntry;
  readonly counted: readonly NodeId[];
}

/** "Only log entries from the leader's current term are committed by counting" (section 5.4.2). */
export function countedOldTerm(line: TraceLine | null): Cause[] {
  const commit = commitAt(line);
  if (commit === null) return [];
  const { node, leader, to, entry, counted } = commit;
  const own = `is of term ${entry.term}, not of its own term ${leader.currentTerm}`;
  const replicas = `${nodeName(node)} counted the replicas of entry ${to}`;
  const where = listed(counted.map((peer) => (peer === node ? 'itself' : nodeName(peer))));
  return [causeAt(commit.line, (at) => `${replicas} on ${where} ${at}, though that entry ${own}.`)];
}

/** "Updated on stable storage before responding to RPCs" (Figure 2): who was counted too soon. */
export function countedUnwritten(index: TraceIndex, line: TraceLine | null): Cause[] {
  const commit = commitAt(line);
  if (commit === null) return [];
  return commit.counted.flatMap((peer) => countedTooSoon(index, commit, peer)).slice(0, 1);
}

function countedTooSoon(index: TraceIndex, commit: Commit, peer: NodeId): Cause[] {
  const { line, node, to, entry } = commit;
  if (isSame(diskOf(index, peer, line.step)[to - 1], entry)) return [];
  const name = nodeName(node);
  if (peer === node) {
    const what = `${name} counted its own entry ${to}`;
    return [causeAt(line, (at) => `${what} ${at} while the entry was not on its disk.`)];
  }
  const answer = index.trace.slice(0, line.step).findLast((step) => {
    if (!('node' in step.event) || step.event.node !== peer) return false;
    if (!isSame(step.after?.log[to - 1], entry)) return false;
    return index.sentBy(step).some(({ node: receiver, meaning }) => {
      return receiver === node && meaning.kind === 'appendReply' && meaning.success !== false;
    });
  });
  if (answer === undefined) return [];
  const what = `${nodeName(peer)} answered ${name}'s AppendEntries`;
  return [causeAt(answer, (at) => `${what} ${at} while entry ${to} was not on its disk.`)];
}

/** What the leader of a line committed, and whom it counted; null if that cannot be seen. */
function commitAt(line: TraceLine | null): Commit | null {
  if (line === null || !('node' in line.event)) return null;
  const { event, before, after } = line;
  if (after?.role !== 'leader' || after.matchIndex === null) return null;
  const to = after.commitIndex;
  const entry = after.log[to - 1];
  if (entry === undefined || to <= (before?.commitIndex ?? 0)) return null;
  const counted = after.matchIndex.flatMap((match, slot) => (match >= to ? [slot + 1] : []));
  if (counted.length === 0) return null;
  return { line, node: event.node, leader: after, to, entry, counted };
}

function diskOf(index: TraceIndex, node: NodeId, step: number): readonly LogEntry[] {
  const write = index.trace.slice(0, step).findLast(({ event }) => {
    return event.kind === 'persisted' && event.node === node;
  })?.event;
  return write?.kind === 'persisted' ? write.durable.log : [];
}

function isSame(one: LogEntry | undefined, other: LogEntry): boolean {
  return one?.term === other.term && one.command === other.command;
}

/** `a, b and c` */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
