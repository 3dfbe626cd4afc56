/** A follower that commits what its leader has neither sent nor called committed. */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName } from '../../../trace/view.ts';
import { numberField } from '../message-fields.ts';
import type { TraceIndex } from '../trace-index.ts';
import { appendFields } from './append-fields.ts';
import { causeAt, type Cause } from './cause.ts';

/** "Set commitIndex = min(leaderCommit, index of last new entry)" (Figure 2): the first beyond. */
export function committedBeyond(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const causes = index.trace.flatMap((line) => (past.has(line.step) ? beyond(line, index) : []));
  return causes.slice(0, 1);
}

function beyond(line: TraceLine, index: TraceIndex): Cause[] {
  const { event, before, after } = line;
  const limits = limitsOf(line, index);
  if (event.kind !== 'received' || limits === null) return [];
  if (before === null || after === null || after.commitIndex <= before.commitIndex) return [];
  if (after.role === 'leader' || after.commitIndex <= Math.min(limits.leaderCommit, limits.last)) {
    return [];
  }
  if (wasAllowed(line, after.commitIndex, index)) return [];
  const [name, leader] = [nodeName(event.node), nodeName(event.from)];
  const isSaid = limits.leaderCommit >= after.commitIndex;
  const why = isSaid
    ? `ended with index ${limits.last}`
    : `had leaderCommit ${limits.leaderCommit}`;
  const did = `${name} committed up to index ${after.commitIndex}`;
  return [causeAt(line, (at) => `${did} ${at}, though ${leader}'s AppendEntries ${why}.`)];
}

/** Code that waits for a disk may commit later what an earlier message allowed. */
function wasAllowed({ step, event }: TraceLine, to: number, index: TraceIndex): boolean {
  if (event.kind !== 'received') return false;
  return index.trace.slice(0, step - 1).some((earlier) => {
    const { event: other } = earlier;
    if (other.kind !== 'received' || other.node !== event.node) return false;
    if (other.meaning.kind !== 'appendEntries') return false;
    const limits = limitsOf(earlier, index);
    return limits === null || Math.min(limits.leaderCommit, limits.last) >= to;
  });
}

interface Limits {
  readonly leaderCommit: number;
  readonly last: number;
}

function limitsOf({ event }: TraceLine, index: TraceIndex): Limits | null {
  if (event.kind !== 'received') return null;
  const last = appendFields(event, index)?.last ?? null;
  const leaderCommit = numberField(event.message, 'leaderCommit');
  return last === null || leaderCommit === null ? null : { leaderCommit, last };
}
