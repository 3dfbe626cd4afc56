/** Entries that should have gone with the one before them, which another leader's replaced. */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName } from '../../../trace/view.ts';
import { entriesText, firstDifference } from '../logs.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';
import { isSame } from './commits.ts';

/** "Delete the existing entry and all that follow it" (Figure 2): who first did not. */
export function keptTail(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const causes = index.trace.flatMap((line) => (past.has(line.step) ? kept(line, index) : []));
  return causes.slice(0, 1);
}

function kept(line: TraceLine, index: TraceIndex): Cause[] {
  const { event, before, after } = line;
  if (event.kind !== 'received' || event.meaning.kind !== 'appendEntries') return [];
  if (before === null || after === null) return [];
  const first = firstDifference(before.log, after.log);
  if (first === null || first > before.log.length || first > after.log.length) return [];
  const sent = index.senderOf(event)?.after?.log;
  if (sent === undefined || !isSame(sent[first - 1], after.log[first - 1] ?? NO_ENTRY)) return [];
  // What the sender holds there came with its message.
  const place = after.log.findIndex((entry, slot) => {
    return slot >= first && isSame(before.log[slot], entry) && !isSame(sent[slot], entry);
  });
  if (place === -1) return [];
  const name = nodeName(event.node);
  const replaced = `${name} replaced entry ${first} by ${nodeName(event.from)}'s`;
  const tail = `kept ${entriesText(after.log.slice(place))} behind it`;
  return [causeAt(line, (at) => `${replaced} ${at}, and ${tail}.`)];
}

const NO_ENTRY = { term: 0, command: '' };
