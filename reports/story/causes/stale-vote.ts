/** A leader that was made by a vote of another term than the one it leads. */
import { nodeName } from '../../../trace/view.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';

/** "Votes from a majority of the servers in the full cluster for the same term" (section 5.2). */
export function staleVoteCounted(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const causes = index.trace.flatMap((line): Cause[] => {
    const { event, before, after, step } = line;
    if (!past.has(step) || event.kind !== 'received') return [];
    const { meaning, from, node } = event;
    if (meaning.kind !== 'voteReply' || after?.role !== 'leader') return [];
    if (before?.role === 'leader' || meaning.term >= after.currentTerm) return [];
    const vote = `${nodeName(from)}'s vote of term ${meaning.term}`;
    const led = `and led term ${after.currentTerm}`;
    return [causeAt(line, (at) => `${nodeName(node)} counted ${vote} ${at}, ${led}.`)];
  });
  return causes.slice(0, 1);
}
