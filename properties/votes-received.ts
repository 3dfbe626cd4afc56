/**
 * The granted votes that reached each node, counted on arrival: a vote in flight elects no leader,
 * and a vote of an older term or a duplicate does not count.
 */
import type { NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { everyTerm, ofTerm, withTerm, type ByTerm } from './by-term.ts';
import type { Elected } from './leadership.ts';
import type { Because, Moment } from './property.ts';

interface ReceivedVote {
  readonly voter: NodeId;
  readonly receiver: NodeId;
  /** The term that the vote was granted in. */
  readonly term: number;
  readonly step: number;
}

/** By the term that the receiver was in: the votes that reached anyone, the earliest first. */
export type VotesReceived = ByTerm<readonly ReceivedVote[]>;

const NO_VOTES: readonly ReceivedVote[] = [];

/** A voteReply arrived. */
export function receiveVote(received: VotesReceived, moment: Moment): VotesReceived {
  const { event, node: receiver, before, step } = moment;
  if (before === null || event.kind !== 'received') return received;
  const { meaning, from: voter } = event;
  if (meaning.kind !== 'voteReply' || !meaning.voteGranted) return received;
  const earlier = ofTerm(received, before.currentTerm) ?? NO_VOTES;
  const vote: ReceivedVote = { voter, receiver, term: meaning.term, step };
  return withTerm(received, before.currentTerm, [...earlier, vote]);
}

/** Who elected a leader: each voter whose vote of the term reached it, and itself with its own. */
export function supportersOf(received: VotesReceived, leader: Elected): NodeId[] {
  const { node, term, hasOwnVote } = leader;
  const supporters = hasOwnVote ? [node] : [];
  for (const vote of votesAt(received, term, node)) {
    if (vote.term === term && !supporters.includes(vote.voter)) supporters.push(vote.voter);
  }
  return supporters;
}

/** Per term, whose votes of that term reached which node while it was in it. */
export function votersOf(received: VotesReceived): unknown {
  return everyTerm(received).map(({ term, value }) => {
    const counted = value.filter((vote) => vote.term === term);
    const votes = counted.map(
      ({ voter, receiver }) => `${nodeName(voter)} to ${nodeName(receiver)}`,
    );
    return [term, [...new Set(votes)].sort()];
  });
}

/**
 * What reached a candidate during a term, as clauses: each voter's vote of the term, and the first
 * thing from each voter that was no vote, a vote of another term or a second copy.
 */
export function arrivalStory(received: VotesReceived, term: number, candidate: NodeId): Because[] {
  const name = nodeName(candidate);
  const told = new Set<string>();
  return votesAt(received, term, candidate).flatMap(({ voter, term: grantedIn, step }) => {
    const vote = `the vote of ${nodeName(voter)} for term ${grantedIn}`;
    const isRepeated = grantedIn === term && told.has(`${voter} voted`);
    const manner = isRepeated ? ' once more' : grantedIn === term ? '' : ` in term ${term}`;
    const kind = manner === '' ? `${voter} voted` : `${voter} did not`;
    if (told.has(kind)) return [];
    told.add(kind);
    return [{ step, text: `${vote} reached ${name}${manner}` }];
  });
}

function votesAt(received: VotesReceived, term: number, receiver: NodeId): ReceivedVote[] {
  return (ofTerm(received, term) ?? NO_VOTES).filter((vote) => vote.receiver === receiver);
}
