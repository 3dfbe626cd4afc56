/** A follower that takes AppendEntries although the entry before the new ones does not match. */
import type { Received } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName } from '../../../trace/view.ts';
import { firstDifference, mismatchText } from '../logs.ts';
import type { TraceIndex } from '../trace-index.ts';
import { appendFields } from './append-fields.ts';
import { causeAt, type Cause } from './cause.ts';

/**
 * "Reply false if log doesn't contain an entry at prevLogIndex whose term matches prevLogTerm"
 * (Figure 2): the first time that a follower did otherwise, for targets with these two fields.
 */
export function unmatchedAppend(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  for (const line of index.trace) {
    const { event, before } = line;
    if (!past.has(line.step) || event.kind !== 'received' || before === null) continue;
    const fields = appendFields(event, index);
    if (fields === null || fields.prevLogIndex === 0) continue;
    const { prevLogIndex, prevLogTerm } = fields;
    if (before.log[prevLogIndex - 1]?.term === prevLogTerm) continue;
    if (!isTaken(line, event, index)) continue;
    const who = `${nodeName(event.node)} took ${nodeName(event.from)}'s AppendEntries`;
    const asked = `prevLogIndex ${prevLogIndex} and prevLogTerm ${prevLogTerm}`;
    const why = mismatchText(before.log, prevLogIndex, prevLogTerm);
    return [causeAt(line, (at) => `${who} with ${asked} ${at}, though ${why}.`)];
  }
  return [];
}

/** It answers that it took them, or its log or its commitIndex moves. */
function isTaken(line: TraceLine, event: Received, index: TraceIndex): boolean {
  const { before, after } = line;
  if (before === null || after === null) return false;
  if (firstDifference(before.log, after.log) !== null) return true;
  if (before.commitIndex !== after.commitIndex) return true;
  return index.sentBy(line).some(({ node, meaning }) => {
    return node === event.from && meaning.kind === 'appendReply' && meaning.success === true;
  });
}
