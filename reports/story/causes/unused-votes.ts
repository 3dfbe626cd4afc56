/** A candidate that had the votes of a majority, and did not lead. */
import type { TraceLine } from '../../../trace/trace.ts';
import { majorityOf, nodeName, type NodeId } from '../../../trace/view.ts';
import { candidateAt } from '../votes.ts';
import { causeAt, type Cause } from './cause.ts';
import { moreTimes, type Period } from './period.ts';

/** "If votes received from majority of servers: become leader" (Figure 2). */
export function unusedVotes(period: Period): Cause[] {
  const { index, lines } = period;
  const voters = new Map<string, Set<NodeId>>();
  const unused: { readonly line: TraceLine; readonly had: string }[] = [];
  for (const line of lines) {
    const { event, before, after } = line;
    const candidate = candidateAt(line);
    if (candidate !== null) {
      voters.set(electionOf(candidate, after?.currentTerm ?? 0), new Set([candidate]));
    }
    if (event.kind !== 'received' || event.meaning.kind !== 'voteReply') continue;
    const { node, from, meaning } = event;
    if (!meaning.voteGranted || before?.role !== 'candidate') continue;
    if (before.currentTerm !== meaning.term) continue;
    const given = voters.get(electionOf(node, meaning.term));
    given?.add(from);
    if (given?.size !== majorityOf(index.nodes) || after?.role === 'leader') continue;
    const votes = `${given.size} of ${index.nodes} votes of term ${meaning.term}`;
    unused.push({ line, had: `${nodeName(node)} had ${votes}` });
  }
  const [first] = unused;
  if (first === undefined) return [];
  const { line, had } = first;
  return [causeAt(line, (at) => `${had} ${at}, and did not lead it${moreTimes(unused.length)}.`)];
}

function electionOf(node: NodeId, term: number): string {
  return `${node} ${term}`;
}
