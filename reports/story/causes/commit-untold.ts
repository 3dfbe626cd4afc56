/** A follower that does not commit what its leader has: did the leader say so? */
import type { Received } from '../../../trace/event.ts';
import { nodeName, type NodeId, type NodeView } from '../../../trace/view.ts';
import { numberField } from '../message-fields.ts';
import { causeAt, causeOfAll, type Cause } from './cause.ts';
import { lastLinesOf, type Period } from './period.ts';

/** "If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, …)" (Figure 2). */
export function commitUntold(period: Period): Cause[] {
  const views = lastLinesOf(period).map((line) => line?.after ?? null);
  const leader = views.findIndex((view) => view?.role === 'leader') + 1;
  const leading = views[leader - 1] ?? null;
  if (leading === null) return [];
  const late = views.findIndex((view) => view !== null && view.commitIndex < leading.commitIndex);
  const view = views[late] ?? null;
  if (view === null) return [];
  return toldCommit({ leader, leading, follower: late + 1, view }, period);
}

interface Pair {
  readonly leader: NodeId;
  readonly leading: NodeView;
  readonly follower: NodeId;
  readonly view: NodeView;
}

function toldCommit({ leader, leading, follower, view }: Pair, period: Period): Cause[] {
  const { index, lines, fromMs, endMs } = period;
  const [from, to] = [nodeName(leader), nodeName(follower)];
  const committed = index.trace.find(({ event, after }) => {
    return 'node' in event && event.node === leader && after?.commitIndex === leading.commitIndex;
  });
  const since = lines.findIndex(({ step }) => step >= (committed?.step ?? 0));
  const arrivals = lines.slice(Math.max(0, since)).flatMap((line) => {
    const { event } = line;
    return event.kind === 'received' && isOf(event, leader, follower) ? [{ line, event }] : [];
  });
  // Something may have come while there were faults, after it had committed.
  const isOlder = (committed?.step ?? 0) < (lines[0]?.step ?? 0);
  const when = isOlder ? `in the last ${endMs - fromMs} ms` : `after ${from} had committed`;
  if (arrivals.length === 0) {
    return [causeOfAll(`No AppendEntries of ${from} reached ${to} ${when}.`)];
  }
  const told = arrivals.flatMap(({ line, event }) => {
    const leaderCommit = numberField(event.message, 'leaderCommit');
    return leaderCommit === null ? [] : [{ line, leaderCommit }];
  });
  if (told.length === 0) return [];
  const most = Math.max(...told.map(({ leaderCommit }) => leaderCommit));
  if (most <= view.commitIndex) {
    const untold = `${from} did not tell ${to} that index ${leading.commitIndex} is committed`;
    const came = `the ${counted(told.length)} that reached ${to} ${when}`;
    return [causeOfAll(`${untold}: ${came} carried leaderCommit ${most}.`)];
  }
  const heard = told.filter(({ leaderCommit }) => leaderCommit > view.commitIndex);
  const [first] = heard;
  if (first === undefined) return [];
  const did = `its commitIndex stayed ${view.commitIndex}`;
  const got = `${to} received ${counted(heard.length)} with leaderCommit ${most}`;
  return [causeAt(first.line, (at) => `${got}, the first ${at}, and ${did}.`)];
}

function isOf({ from, node, meaning }: Received, leader: NodeId, follower: NodeId): boolean {
  return from === leader && node === follower && meaning.kind === 'appendEntries';
}

function counted(count: number): string {
  return count === 1 ? 'one AppendEntries' : `${count} AppendEntries`;
}
