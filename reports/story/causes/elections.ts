/** Leaders that should not have been: what logs and commits go wrong by afterwards. */
import type { TraceLine } from '../../../trace/trace.ts';
import { majorityOf, nodeName, type NodeId } from '../../../trace/view.ts';
import type { TraceIndex } from '../trace-index.ts';
import { votersHeard } from '../votes.ts';
import { causeAt, type Cause } from './cause.ts';
import { doubleVotes } from './double-vote.ts';
import { staleVoteCounted } from './stale-vote.ts';
import { keptLeading } from './term-ignored.ts';

interface Election {
  readonly node: NodeId;
  readonly term: number;
  readonly line: TraceLine;
}

/** Of the steps that led to the violation; a vote given twice only if two nodes led its term. */
export function wrongLeaders(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const elections = electionsIn(index, past);
  const terms = elections.map(({ term }) => term);
  const rivals = new Set(terms.filter((term, place) => terms.indexOf(term) !== place));
  return [
    ...elections.flatMap(({ line }) => keptLeading(line)).slice(0, 1),
    ...staleVoteCounted(index, past),
    ...elections.flatMap((election) => fewVotes(index, election)).slice(0, 1),
    ...doubleVotes(index, past, (term) => rivals.has(term)),
  ];
}

function electionsIn({ trace }: TraceIndex, past: ReadonlySet<number>): readonly Election[] {
  const found = new Set<string>();
  return trace.flatMap((line): Election[] => {
    const { event, before, after, step } = line;
    if (!past.has(step) || !('node' in event) || after?.role !== 'leader') return [];
    const term = after.currentTerm;
    if (before?.role === 'leader' && before.currentTerm === term) return [];
    const { node } = event;
    if (found.has(`${node} ${term}`)) return [];
    found.add(`${node} ${term}`);
    return [{ node, term, line }];
  });
}

/** "If it receives votes from a majority of the servers in the full cluster" (section 5.2). */
function fewVotes(index: TraceIndex, { node, term, line }: Election): Cause[] {
  // Nothing shows what it had before it booted.
  if (line.event.kind === 'booted') return [];
  const voters = new Set(votersHeard(index, line, node));
  const vote = line.after?.votedFor ?? null;
  if (vote === null || vote === node) voters.add(node);
  const needed = majorityOf(index.nodes);
  if (voters.size >= needed) return [];
  const led = `${nodeName(node)} became leader of term ${term}`;
  const had = `with ${voters.size} of ${index.nodes} votes, where ${needed} are needed`;
  return [causeAt(line, (at) => `${led} ${at} ${had}.`)];
}
