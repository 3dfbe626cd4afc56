/** A follower that takes AppendEntries although the entry before the new ones does not match. */
import type { Received } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName } from '../../../trace/view.ts';
import { firstDifference, mismatchText } from '../logs.ts';
import { numberField } from '../message-fields.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';

/**
 * "Reply false if log doesn't contain an entry at prevLogIndex whose term matches prevLogTerm"
 * (Figure 2): the first time that a follower did otherwise, for targets with these two fields.
 */
export function unmatchedAppend(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  for (const line of index.trace) {
    const { event, before } = line;
    if (!past.has(line.step) || event.kind !== 'received' || before === null) continue;
    const previous = previousOf(event, index);
    if (previous === null || before.log[previous.index - 1]?.term === previous.term) continue;
    if (!isTaken(line, event, index)) continue;
    const who = `${nodeName(event.node)} took ${nodeName(event.from)}'s AppendEntries`;
    const asked = `prevLogIndex ${previous.index} and prevLogTerm ${previous.term}`;
    const why = mismatchText(before.log, previous.index, previous.term);
    return [causeAt(line, (at) => `${who} with ${asked} ${at}, though ${why}.`)];
  }
  return [];
}

interface Previous {
  readonly index: number;
  readonly term: number;
}

/** The entry before the new ones, if the sender holds it where these fields say. */
function previousOf(event: Received, index: TraceIndex): Previous | null {
  if (event.meaning.kind !== 'appendEntries') return null;
  const prevLogIndex = numberField(event.message, 'prevLogIndex');
  const prevLogTerm = numberField(event.message, 'prevLogTerm');
  if (prevLogIndex === null || prevLogTerm === null || prevLogIndex === 0) return null;
  // Some count indices from 0, or name other things so: then the sender's own log disagrees.
  const held = index.senderOf(event)?.after?.log[prevLogIndex - 1];
  return held?.term === prevLogTerm ? { index: prevLogIndex, term: prevLogTerm } : null;
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
