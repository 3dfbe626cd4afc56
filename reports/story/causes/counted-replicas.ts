/** Which replicas a leader counted for a commit that it should not have made. */
import type { TraceLine } from '../../../trace/trace.ts';
import { majorityOf, nodeName } from '../../../trace/view.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';
import { commitAt, isSame, type Commit } from './commits.ts';
import { diskOf, replicaDoubt } from './replica-doubt.ts';

/** "Only log entries from the leader's current term are committed by counting" (section 5.4.2). */
export function countedOldTerm(line: TraceLine | null): Cause[] {
  const commit = commitAt(line);
  if (commit === null || commit.counted.length === 0) return [];
  const { node, leader, to, entry, counted } = commit;
  if (entry.term === leader.currentTerm) return [];
  const own = `is of term ${entry.term}, not of its own term ${leader.currentTerm}`;
  const replicas = `${nodeName(node)} counted the replicas of entry ${to}`;
  const where = listed(counted.map((peer) => (peer === node ? 'itself' : nodeName(peer))));
  return [causeAt(commit.line, (at) => `${replicas} on ${where} ${at}, though that entry ${own}.`)];
}

/** "Updated on stable storage before responding to RPCs" (Figure 2): who was counted too soon. */
export function countedUnwritten(index: TraceIndex, line: TraceLine | null): Cause[] {
  const commit = commitAt(line);
  if (commit === null) return [];
  const { node, counted, to, entry } = commit;
  if (replicasOf(commit) < majorityOf(index.nodes)) return [tooFew(index, commit)];
  const lacking = counted.filter((peer) => {
    return !isSame(diskOf(index, peer, commit.line.step)?.[to - 1], entry);
  });
  const causes = lacking.flatMap((peer) => {
    return peer === node ? [ownEntry(commit)] : replicaDoubt(index, commit, peer);
  });
  return causes.slice(0, 1);
}

function ownEntry({ line, node, to }: Commit): Cause {
  const what = `${nodeName(node)} counted its own entry ${to}`;
  return causeAt(line, (at) => `${what} ${at} while the entry was not on its disk.`);
}

/** The first commit among these steps whose replicas were no majority: what the leader counted. */
export function unfoundedCommits(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const causes = index.trace.flatMap((line) => {
    return past.has(line.step) ? unfounded(index, commitAt(line)) : [];
  });
  return causes.slice(0, 1);
}

function unfounded(index: TraceIndex, commit: Commit | null): Cause[] {
  if (commit === null) return [];
  const { node, counted } = commit;
  if (replicasOf(commit) < majorityOf(index.nodes)) return [tooFew(index, commit)];
  const doubts = counted.flatMap((peer) => {
    if (peer !== node) return replicaDoubt(index, commit, peer).slice(0, 1);
    return isForgotten(index, commit) ? [ownEntry(commit)] : [];
  });
  return replicasOf(commit) - doubts.length < majorityOf(index.nodes) ? doubts : [];
}

/** The leader committed an entry that its disk did not hold, and crashed later. */
function isForgotten(index: TraceIndex, { line, node, to, entry }: Commit): boolean {
  const disk = diskOf(index, node, line.step);
  if (disk === null || isSame(disk[to - 1], entry)) return false;
  return index.trace.slice(line.step).some(({ event }) => {
    return event.kind === 'crashed' && event.node === node;
  });
}

/** A leader holds what it commits, even if its code keeps no matchIndex of its own. */
function replicasOf({ node, counted }: Commit): number {
  return new Set([node, ...counted]).size;
}

function tooFew({ nodes }: TraceIndex, commit: Commit): Cause {
  const { line, node, to } = commit;
  const committed = `${nodeName(node)} committed entry ${to}`;
  const needed = majorityOf(nodes);
  const had = `with ${replicasOf(commit)} of ${nodes} replicas, where ${needed} are needed`;
  return causeAt(line, (at) => `${committed} ${at} ${had}.`);
}

/** `a, b and c` */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
