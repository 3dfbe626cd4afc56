/** Who voted for whom, read off the wire: for sentences about elections and for hints. */
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import type { TraceIndex } from './trace-index.ts';

/** A vote given: by a reply that grants it, or by standing for election. */
export interface Vote {
  readonly voter: NodeId;
  readonly candidate: NodeId;
  readonly term: number;
  /** The voter's step. */
  readonly line: TraceLine;
}

/** All votes given, in the order of the trace. */
export function votesGiven(index: TraceIndex): readonly Vote[] {
  return index.trace.flatMap((line): Vote[] => {
    const { event } = line;
    if (event.kind === 'sent') {
      const { from, node, meaning } = event.flight;
      if (meaning.kind !== 'voteReply' || !meaning.voteGranted) return [];
      return [{ voter: from, candidate: node, term: meaning.term, line: index.causeOf(line) }];
    }
    const node = candidateAt(line);
    if (node === null) return [];
    return [{ voter: node, candidate: node, term: line.after?.currentTerm ?? 0, line }];
  });
}

/** Voters whose vote for this node, in the term that it then has, has arrived by this line. */
export function votersHeard(index: TraceIndex, line: TraceLine, node: NodeId): readonly NodeId[] {
  const term = line.after?.currentTerm ?? 0;
  const voters = new Set<NodeId>();
  for (const heard of index.trace.slice(0, line.step)) {
    const { event } = heard;
    if (event.kind === 'received' && event.node === node) {
      const { meaning, from } = event;
      const isVote = meaning.kind === 'voteReply' && meaning.voteGranted;
      if (isVote && meaning.term === term) voters.add(from);
    } else if (candidateAt(heard) === node && heard.after?.currentTerm === term) {
      voters.add(node);
    }
  }
  return [...voters];
}

/**
 * The node that becomes candidate of a new term, or leader of one at once when it is alone; null if
 * none does. Some stand as soon as they boot.
 */
export function candidateAt({ event, before, after }: TraceLine): NodeId | null {
  if (event.kind !== 'timerFired' && event.kind !== 'booted') return null;
  if (after === null || after.role === 'follower') return null;
  return before !== null && before.currentTerm >= after.currentTerm ? null : event.node;
}
