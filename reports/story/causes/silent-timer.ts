/** A node that hears from no leader, and whose timers do not fire either. */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeId } from '../../../trace/view.ts';
import { causeOfAll, type Cause } from './cause.ts';
import { latestOf, type Period } from './period.ts';

/** Timers are drawn up to one timeout, and a jump of a clock may double that. */
const SILENT_TIMEOUTS = 3;

/** "Increment currentTerm, vote for self, reset election timer" needs a timer that fires. */
export function silentTimers(period: Period): Cause[] {
  const { index } = period;
  const nodes = Array.from({ length: index.nodes }, (_, slot) => slot + 1);
  return nodes.flatMap((node) => silentTimer(node, period)).slice(0, 1);
}

function silentTimer(node: NodeId, period: Period): Cause[] {
  const { lines, fromMs, endMs, timeoutMs } = period;
  const last = latestOf(node, period);
  const view = last === null ? lastView(node, period) : last.after;
  if (view === null || view.role === 'leader') return [];
  const lastMs = lines.findLast((line) => keepsWaiting(line, node))?.timeMs ?? fromMs;
  const silentMs = endMs - lastMs;
  if (silentMs < SILENT_TIMEOUTS * timeoutMs) return [];
  const since = lines.filter((line) => line.timeMs > lastMs);
  const received = since.filter(({ event }) => event.kind === 'received' && event.node === node);
  const name = nodeName(node);
  const fact = `No timer of ${name} fired in the last ${silentMs} ms`;
  if (!isOftenDisturbed(received, lastMs, period)) {
    return [causeOfAll(`${fact}, though it heard from no leader: none was armed.`)];
  }
  const came = `${received.length} messages that it did not heed`;
  const why = `${came} reached it, and each set it anew`;
  return [causeOfAll(`${fact}, though it heard from no leader: ${why}.`)];
}

/** Its timer went off, or was rightly set anew: by a leader, a vote of its own, a restart. */
function keepsWaiting({ event, before, after }: TraceLine, node: NodeId): boolean {
  if (!('node' in event) || event.node !== node) return false;
  switch (event.kind) {
    case 'timerFired':
    case 'booted':
    case 'resumed':
    case 'clockJumped':
      return true;
    case 'received': {
      const { kind, term } = event.meaning;
      const isLeaders = kind === 'appendEntries' && term >= (after?.currentTerm ?? 0);
      return isLeaders || before?.votedFor !== after?.votedFor || before?.role !== after?.role;
    }
    default:
      return false;
  }
}

/** Whether messages came so often that a timer which each of them sets anew never fires. */
function isOftenDisturbed(received: readonly TraceLine[], fromMs: number, period: Period): boolean {
  const times = [fromMs, ...received.map(({ timeMs }) => timeMs), period.endMs];
  return times.every((timeMs, at) => timeMs - (times[at - 1] ?? timeMs) <= period.timeoutMs);
}

/** A node that did nothing in the period is as it was before. */
function lastView(node: NodeId, { index, endMs }: Period): TraceLine['after'] {
  const line = index.trace.findLast(({ event, timeMs }) => {
    return event.kind !== 'sent' && 'node' in event && event.node === node && timeMs <= endMs;
  });
  return line?.after ?? null;
}
