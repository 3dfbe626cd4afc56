/** Messages that a step sent in vain, told as one row. */
import type { TraceLine } from '../../trace/trace.ts';
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { Blame } from './blame.ts';
import type { Chronicle } from './chronicle.ts';
import { messageLabel, messageNoun } from './messages.ts';
import type { Row } from './row.ts';
import { lossName } from './select.ts';

/** Arrow and sentence of a lost message and of those that share its name. */
export function lossRow(
  line: TraceLine,
  told: Chronicle,
  by: Blame,
): Pick<Row, 'arrow' | 'cells' | 'text'> {
  const { event } = line;
  if (event.kind !== 'lost') return { arrow: null, cells: [], text: '' };
  const { from, node, meaning } = event.flight;
  const name = lossName(line, told);
  const to: readonly NodeId[] =
    name === null
      ? [node]
      : told.trace.flatMap((other) => {
          const isTogether = other.event.kind === 'lost' && lossName(other, told) === name;
          return isTogether ? [other.event.flight.node] : [];
        });
  const culprit = by.loserOf(line, event);
  const why = event.why === 'down' ? `${nodeName(node)} is down` : 'lost on the way';
  const reason = culprit === null ? why : `${why === 'lost on the way' ? 'lost to' : `${why}:`} ${culprit.id}`;
  const whose = `${nodeName(from)}'s ${messageNoun(meaning)} to ${to.map(nodeName).join(', ')}`;
  const arrow = { kind: 'lost', from, to, label: messageLabel(meaning) } as const;
  return { arrow, cells: [], text: `${whose}: ${reason}` };
}
