/** A node that hears of a higher term and does not do what section 5.1 asks. */
import type { Received } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeId, type NodeView } from '../../../trace/view.ts';
import { messageNoun } from '../messages.ts';
import { logsAhead } from '../received.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';

interface Ignored {
  readonly line: TraceLine;
  readonly event: Received;
  readonly after: NodeView;
}

/** "If one server's current term is smaller than the other's, then it updates" (section 5.1). */
export function termNotTakenOver(index: TraceIndex): Cause[] {
  const healed = index.trace.findLastIndex(({ event }) => event.kind === 'healed');
  const ignored = new Map<NodeId, Ignored[]>();
  for (const line of index.trace.slice(healed + 1)) {
    const { event, after } = line;
    if (event.kind !== 'received' || after === null) continue;
    // What a message of another kind asks for, such as a PreVote, is for its target to say.
    if (event.meaning.kind === 'other' || event.meaning.term <= after.currentTerm) continue;
    ignored.set(event.node, [...(ignored.get(event.node) ?? []), { line, event, after }]);
  }
  const [most] = [...ignored.values()].sort((one, other) => other.length - one.length);
  const [first] = most ?? [];
  if (most === undefined || first === undefined) return [];
  const { line, event, after } = first;
  const got = `${messageOf(event)} reached ${nodeName(event.node)}`;
  const isRequest = event.meaning.kind === 'requestVote';
  const logs = isRequest ? logsAhead(line, event, index) : null;
  const refused = logs === null ? '' : ` refused it for its log (${logs}) and`;
  const stayed = `which${refused} stayed ${after.role} of term ${after.currentTerm}`;
  const more = most.length - 1;
  const again = more === 0 ? '' : `; ${more} more of higher terms did no more`;
  return [causeAt(line, (at) => `${got} ${at}, ${stayed}${again}.`)];
}

/** "If a candidate or leader discovers that its term is out of date, it immediately reverts". */
export function keptLeading(line: TraceLine | null): Cause[] {
  if (line === null || line.event.kind !== 'received') return [];
  const { event, before, after } = line;
  if (before?.role !== 'leader' || after?.role !== 'leader') return [];
  if (after.currentTerm <= before.currentTerm) return [];
  const learned = `${nodeName(event.node)} learned of term ${after.currentTerm} from`;
  const from = `${nodeName(event.from)}'s ${messageNoun(event)}`;
  return [causeAt(line, (at) => `${learned} ${from} ${at}, and did not step down to follower.`)];
}

function messageOf(event: Received): string {
  return `${nodeName(event.from)}'s ${messageNoun(event)} of term ${event.meaning.term}`;
}
