/** Where a message says something else of its sender than the sender's view: a row tells both. */
import type { Received } from '../../trace/event.ts';
import { nodeName, type NodeView } from '../../trace/view.ts';
import type { TraceIndex } from './trace-index.ts';

/**
 * `, for term 1, as follower of term 2`: what the message claims, then what can be seen of the node
 * after the step that sent it. Empty where both agree.
 */
export function claimBeyondView({ meaning }: Received, view: NodeView | null): string {
  // Raft says nothing of other messages, nor which term they have to carry.
  if (view === null || meaning.kind === 'other') return '';
  const isOfTerm = meaning.term === view.currentTerm;
  const isInRole = roleFits(meaning.kind, view);
  if (isOfTerm && isInRole) return '';
  return `, for term ${meaning.term}, as ${view.role} of term ${view.currentTerm}`;
}

/** The same for a message that arrives, as a clause of its own: `n1 sent it as …`. */
export function claimOnArrival(event: Received, index: TraceIndex): string {
  const view = index.senderOf(event)?.after ?? null;
  const claim = claimBeyondView(event, view);
  if (claim === '' || view === null) return '';
  return `; ${nodeName(event.from)} sent it as ${view.role} of term ${view.currentTerm}`;
}

/** Answers come in any role. A single node leads as soon as it stands. */
function roleFits(kind: Received['meaning']['kind'], { role }: NodeView): boolean {
  if (kind === 'appendEntries') return role === 'leader';
  return kind === 'requestVote' ? role !== 'follower' : true;
}
