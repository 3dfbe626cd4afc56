/** Messages that a step sent in vain, told as one row. */
import type { Lost } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { Blame } from './blame.ts';
import type { TraceIndex } from './trace-index.ts';
import { messageLabel, messageNoun } from './messages.ts';
import type { Row } from './row.ts';
import { lossName } from './select.ts';

/** Arrow and sentence of a lost message and of those that share its name. */
export function lossRow(
  line: TraceLine,
  index: TraceIndex,
  by: Blame,
): Pick<Row, 'arrow' | 'cells' | 'text'> {
  const { event } = line;
  if (event.kind !== 'lost') return { arrow: null, cells: [], text: '' };
  const { from, node } = event.flight;
  const to = receiversOf(line, index, node);
  const what = `${nodeName(from)}'s ${messageNoun(event.flight)} to ${to.map(nodeName).join(', ')}`;
  const arrow = { kind: 'lost', from, to, label: messageLabel(event.flight) } as const;
  return { arrow, cells: [], text: `${what}: ${reasonOf(line, event, by)}` };
}

/** Everyone who misses the message of this line, and those of the same name. */
function receiversOf(line: TraceLine, index: TraceIndex, receiver: NodeId): readonly NodeId[] {
  const name = lossName(line, index);
  if (name === null) return [receiver];
  return index.trace.flatMap((other) => {
    const isTogether = other.event.kind === 'lost' && lossName(other, index) === name;
    return isTogether ? [other.event.flight.node] : [];
  });
}

function reasonOf(line: TraceLine, lost: Lost, by: Blame): string {
  const culprit = by.loserOf(line, lost)?.id ?? null;
  if (lost.why !== 'down') return culprit === null ? 'lost on the way' : `lost to ${culprit}`;
  return `${nodeName(lost.node)} is down${culprit === null ? '' : `: ${culprit}`}`;
}
