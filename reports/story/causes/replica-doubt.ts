/** Why a replica that a leader counted was none: as its answer, its log and its disk show. */
import type { Received } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type LogEntry, type NodeId } from '../../../trace/view.ts';
import { entriesText } from '../logs.ts';
import { messageName } from '../../../trace/causality.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';
import { isSame, type Commit } from './commits.ts';
import { claimOf } from './match-claim.ts';
import { obeyedStaleLeader } from './stale-leader.ts';

/** Nothing if the peer held the entry as it should, or nothing shows why it was counted. */
export function replicaDoubt(index: TraceIndex, commit: Commit, peer: NodeId): Cause[] {
  const rise = riseOf(index, commit, peer);
  if (rise === null) return [];
  const { event, before } = rise;
  if (before?.role !== 'leader') return assumed(index, commit, peer, rise);
  if (event.kind !== 'received' || event.from !== peer) return [];
  const answer = index.senderOf(event);
  if (event.meaning.kind !== 'appendReply' || answer === null) return [];
  if (!heldBy(index, peer, commit, answer.step)) return claimOf(index, commit, rise, answer);
  const unwritten = answeredTooSoon(index, commit, event, answer);
  return unwritten.length > 0 ? unwritten : droppedLater(index, commit, peer, answer);
}

/** The line in which the leader came to count the peer, in the leadership of the commit. */
function riseOf(index: TraceIndex, { line, node, leader, to }: Commit, peer: NodeId) {
  const rise = index.trace.slice(0, line.step).findLast(({ event, before, after }) => {
    if (!('node' in event) || event.node !== node || after?.role !== 'leader') return false;
    if (after.currentTerm !== leader.currentTerm) return false;
    if ((after.matchIndex?.[peer - 1] ?? 0) < to) return false;
    const wasLeader = before?.role === 'leader' && before.currentTerm === after.currentTerm;
    return !wasLeader || (before.matchIndex?.[peer - 1] ?? 0) < to;
  });
  return rise ?? null;
}

/** Figure 2: matchIndex is "initialized to 0". */
function assumed(index: TraceIndex, commit: Commit, peer: NodeId, rise: TraceLine): Cause[] {
  if (heldBy(index, peer, commit, commit.line.step)) return [];
  const [leader, name] = [nodeName(commit.node), nodeName(peer)];
  const match = rise.after?.matchIndex?.[peer - 1] ?? 0;
  const took = `${leader} took ${name}'s log to match its own up to index ${match}`;
  const why = `though ${name} had never held entry ${commit.to} of it`;
  return [causeAt(rise, (at) => `${took} when it became leader ${at}, ${why}.`)];
}

/** Whether the peer's log ever had the entry, up to this step. */
function heldBy(index: TraceIndex, peer: NodeId, commit: Commit, upTo: number): boolean {
  return index.trace.slice(0, upTo).some(({ event, after }) => {
    return 'node' in event && event.node === peer && hasEntry(after?.log, commit);
  });
}

function hasEntry(log: readonly LogEntry[] | undefined, { to, entry }: Commit): boolean {
  return isSame(log?.[to - 1], entry);
}

/** The answer went out before the write; nothing for a target that writes nothing. */
function answeredTooSoon(
  index: TraceIndex,
  commit: Commit,
  reply: Received,
  answer: TraceLine,
): Cause[] {
  const name = messageName(reply);
  const sending = index.trace.find(({ event }) => {
    return event.kind === 'sent' && messageName(event.flight) === name;
  });
  const disk = diskOf(index, reply.from, sending?.step ?? answer.step);
  if (disk === null || hasEntry(disk, commit)) return [];
  const what = `${nodeName(reply.from)} answered ${nodeName(commit.node)}'s AppendEntries`;
  return [causeAt(answer, (at) => `${what} ${at} while entry ${commit.to} was not on its disk.`)];
}

/** It had the entry when it answered, and gave it up again. */
function droppedLater(index: TraceIndex, commit: Commit, peer: NodeId, answer: TraceLine): Cause[] {
  const drop = index.trace.slice(answer.step).find(({ event, before, after }) => {
    if (event.kind === 'crashed' || event.kind === 'sent') return false;
    if (!('node' in event) || event.node !== peer || after === null) return false;
    return hasEntry(before?.log, commit) && !hasEntry(after.log, commit);
  });
  if (drop === undefined) return [];
  const obeyed = obeyedStaleLeader(drop, index);
  if (obeyed.length > 0) return obeyed;
  // A leader of a later term may ask for that: then the cause is how it came to lead.
  if (drop.after?.currentTerm !== commit.leader.currentTerm) return [];
  const [name, leader] = [nodeName(peer), nodeName(commit.node)];
  const what = `${name} dropped entry ${commit.to} ${entriesText([commit.entry])}`;
  return [
    {
      lines: [answer, drop],
      text: (at) =>
        `${what} ${at(drop)}, after it had answered ${leader} that it held it ${at(answer)}.`,
    },
  ];
}

/** The log on a node's disk after this many steps; null for a target that writes nothing. */
export function diskOf(index: TraceIndex, node: NodeId, step: number): readonly LogEntry[] | null {
  const write = index.trace.slice(0, step).findLast(({ event }) => {
    return event.kind === 'persisted' && event.node === node;
  })?.event;
  if (write?.kind === 'persisted') return write.durable.log;
  return index.trace.some(({ event }) => event.kind === 'persisted') ? [] : null;
}
