/** A candidate that had the votes of a majority, and did not lead. */
import { majorityOf, nodeName, type NodeId } from '../../../trace/view.ts';
import { candidateAt } from '../votes.ts';
import { moreTimes, placeOf, type Period } from './period.ts';

/** "If votes received from majority of servers: become leader" (Figure 2). */
export function unusedVotes(period: Period): string[] {
  const { index, lines } = period;
  const voters = new Map<string, Set<NodeId>>();
  const unused: string[] = [];
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
    unused.push(`${nodeName(node)} had ${votes} ${placeOf(line, period)}, and did not lead it`);
  }
  const [first] = unused;
  return first === undefined ? [] : [`${first}${moreTimes(unused.length)}.`];
}

function electionOf(node: NodeId, term: number): string {
  return `${node} ${term}`;
}
