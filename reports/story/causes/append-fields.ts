/** Where AppendEntries belong in a log, for targets that name the fields as Figure 2 does. */
import type { Received } from '../../../trace/event.ts';
import { fieldsOf, numberField } from '../message-fields.ts';
import type { TraceIndex } from '../trace-index.ts';

export interface AppendFields {
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  /** The index of the last entry in it, or before it if it has none; null if that is unknown. */
  readonly last: number | null;
}

/**
 * Null where the fields are missing, or the sender's own log disagrees: some count indices from 0,
 * or name other things so.
 */
export function appendFields(event: Received, index: TraceIndex): AppendFields | null {
  if (event.meaning.kind !== 'appendEntries') return null;
  const { message } = event;
  const prevLogIndex = numberField(message, 'prevLogIndex');
  const prevLogTerm = numberField(message, 'prevLogTerm');
  const log = index.senderOf(event)?.after?.log;
  if (prevLogIndex === null || prevLogTerm === null || log === undefined) return null;
  const termThere = prevLogIndex === 0 ? 0 : log[prevLogIndex - 1]?.term;
  if (termThere !== prevLogTerm) return null;
  const entries = fieldsOf(message)?.['entries'];
  const last = Array.isArray(entries) ? prevLogIndex + entries.length : null;
  return { prevLogIndex, prevLogTerm, last };
}
