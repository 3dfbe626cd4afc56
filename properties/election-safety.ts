/**
 * Judged over the whole history, not only over leaders of one moment; two leaders of different
 * terms are legal. The same node may lead the same term twice.
 */
import type { NodeId } from '../trace/view.ts';
import { majorityOf, nodeName } from '../trace/view.ts';
import { everyTerm, ofTerm, withTerm, type ByTerm } from './by-term.ts';
import { electedText, newLeader, type Elected } from './leadership.ts';
import { property, type Because, type Moment } from './property.ts';
import { castInView, castOnWire, hasVotedFor, voteStory, type VotesCast } from './votes-cast.ts';
import { arrivalStory, receiveVote, supportersOf, type VotesReceived } from './votes-received.ts';
import { counted, inOrder, namesOf } from './wording.ts';

/** Written out wherever it changes: that is often, and a spread takes much longer. */
interface Memory {
  /** The first leader of each term. */
  readonly leaders: ByTerm<Elected>;
  readonly cast: VotesCast;
  readonly received: VotesReceived;
}

/** Election Safety of Figure 3. */
export const electionSafety = property<Memory>({
  id: 'election-safety',
  kind: 'safety',
  claim: 'at most one leader per term',
  source:
    'Raft paper, Figure 3, Election Safety: "at most one leader can be elected in a given term"',
  start: () => ({ leaders: null, cast: null, received: null }),
  safetyState: ({ leaders }) => everyTerm(leaders).map(({ term, value }) => [term, value.node]),
  forWitness: ['voteSent', 'voteReceived', 'standing'],
  on: {
    voteSent(memory, moment) {
      const cast = castOnWire(memory.cast, moment);
      if (cast === memory.cast) return memory;
      return { leaders: memory.leaders, cast, received: memory.received };
    },
    voteReceived(memory, moment) {
      const received = receiveVote(memory.received, moment);
      if (received === memory.received) return memory;
      return { leaders: memory.leaders, cast: memory.cast, received };
    },
    standing(memory, moment) {
      const cast = castInView(memory.cast, moment);
      if (cast === memory.cast) return memory;
      return { leaders: memory.leaders, cast, received: memory.received };
    },
    leadership(memory, moment, judge) {
      const leader = newLeader(moment);
      if (leader === null) return memory;
      const { leaders, cast, received } = memory;
      const { elected } = leader;
      const first = ofTerm(leaders, elected.term);
      if (first === undefined) {
        judge.exercised();
        return { leaders: withTerm(leaders, elected.term, elected), cast, received };
      }
      if (first.node === elected.node) return memory;
      judge.violated({
        observed: `${namesOf([first.node, elected.node])} are both leader of term ${elected.term}.`,
        because: because(memory, first, elected, moment),
        step: moment.step,
        timeMs: moment.timeMs,
      });
      return memory;
    },
  },
});

/** Two majorities share a voter: either it voted twice, or one of the two was no majority. */
function because(memory: Memory, first: Elected, second: Elected, moment: Moment): Because[] {
  const { cast, received } = memory;
  const { term } = first;
  const voters = moment.views.map((_, slot) => slot + 1);
  const votedForBoth = voters.filter((voter) =>
    [first, second].every(({ node }) => hasVotedFor(cast, term, voter, node)),
  );
  const broken = votedForBoth.flatMap((voter) => voteStory(cast, term, voter));
  const short = [first, second].flatMap((leader) => shortOfVotes(received, leader, voters));
  const cause = broken.length > 0 ? broken : short;
  return inOrder([electedText(first), ...cause, electedText(second)]);
}

/** Which votes a leader had, if they were too few. */
function shortOfVotes(
  received: VotesReceived,
  leader: Elected,
  voters: readonly NodeId[],
): Because[] {
  const { node, term, step } = leader;
  const supporters = supportersOf(received, leader);
  const needed = majorityOf(voters.length);
  if (supporters.length >= needed) return [];
  const who = supporters.length === 0 ? '' : `: ${namesOf(supporters)}`;
  const votes = `${counted(supporters.length, 'vote')} of term ${term}`;
  const text = `${nodeName(node)} had ${votes} and needed ${needed}${who}`;
  return [...arrivalStory(received, term, node), { step, text }];
}
