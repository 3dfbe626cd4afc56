/** A committed entry that its node does not apply: when it was committed, and what came since. */
import type { Witness } from '../../../properties/property.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeId } from '../../../trace/view.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';

/** "If commitIndex > lastApplied: increment lastApplied" (Figure 2): who waits longest. */
export function notApplied(index: TraceIndex, witness: Witness): Cause[] {
  const lines = index.trace.filter(({ timeMs }) => timeMs <= witness.timeMs);
  const nodes = Array.from({ length: index.nodes }, (_, slot) => slot + 1);
  const waiting = nodes
    .flatMap((node) => waitingAt(node, lines))
    .sort((one, other) => one.commit.step - other.commit.step);
  const [first] = waiting;
  if (first === undefined) return [];
  const { node, next, commit, applied } = first;
  const waited = `${witness.timeMs - commit.timeMs} ms later it had`;
  const done = applied === null ? 'applied nothing at all' : `applied no entry after ${applied}`;
  const committed = `${nodeName(node)} committed entry ${next}`;
  return [causeAt(commit, (at) => `${committed} ${at} (${commit.timeMs} ms); ${waited} ${done}.`)];
}

interface WaitingEntry {
  readonly node: NodeId;
  readonly next: number;
  readonly commit: TraceLine;
  readonly applied: number | null;
}

function waitingAt(node: NodeId, lines: readonly TraceLine[]): WaitingEntry[] {
  const own = lines.filter(({ event }) => {
    return event.kind !== 'sent' && 'node' in event && event.node === node;
  });
  const boot = own.findLastIndex(({ event }) => event.kind === 'booted');
  const life = own.slice(Math.max(0, boot));
  const applied = life.flatMap(({ event }) => (event.kind === 'applied' ? [event.index] : []));
  const latest = applied.at(-1) ?? null;
  // A state machine may outlive its process: then nothing says where it goes on.
  if (latest === null && boot > 0) return [];
  const next = (latest ?? 0) + 1;
  const commit = life.find(({ after }) => (after?.commitIndex ?? 0) >= next);
  const isWaiting = (life.at(-1)?.after?.commitIndex ?? 0) >= next;
  return commit === undefined || !isWaiting ? [] : [{ node, next, commit, applied: latest }];
}
