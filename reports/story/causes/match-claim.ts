/** An answer to AppendEntries that makes a leader count entries which its sender does not hold. */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeId } from '../../../trace/view.ts';
import { entriesText } from '../logs.ts';
import type { TraceIndex } from '../trace-index.ts';
import { appendFields } from './append-fields.ts';
import type { Cause } from './cause.ts';
import type { Commit } from './commits.ts';

/**
 * "If successful: update nextIndex and matchIndex for follower" (Figure 2), up to what was sent.
 * `rise` counts the peer, `answer` is the step that answered: then it did not hold the entry.
 */
export function claimOf(
  index: TraceIndex,
  { node, leader }: Commit,
  rise: TraceLine,
  answer: TraceLine,
): Cause[] {
  if (rise.event.kind !== 'received') return [];
  const { from, meaning } = rise.event;
  const match = rise.after?.matchIndex?.[from - 1] ?? 0;
  const [name, counter] = [nodeName(from), nodeName(node)];
  const old = meaning.term < leader.currentTerm ? ` of term ${meaning.term}` : '';
  const took = `${counter} took ${name}'s answer${old}`;
  const log = `${name}'s log was ${entriesText(answer.after?.log ?? [])}`;
  const reach = reachOf(answer, node, index);
  const asked = reach !== null && reach < match ? `, to AppendEntries up to index ${reach}` : '';
  return [
    {
      lines: [answer, rise],
      text(at) {
        const given = `${took}${asked}, as a match up to index ${match} ${at(rise)}`;
        return `${given}; when it answered ${at(answer)}, ${log}.`;
      },
    },
  ];
}

/** The last index that the AppendEntries of a step tell of; null where that cannot be read. */
function reachOf({ event }: TraceLine, leader: NodeId, index: TraceIndex): number | null {
  if (event.kind !== 'received' || event.from !== leader) return null;
  return appendFields(event, index)?.last ?? null;
}
