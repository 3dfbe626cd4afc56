/**
 * A refused rival exercises the claim: a node that has voted is asked by another candidate, and
 * refuses.
 */
import { nodeName } from '../trace/view.ts';
import { property, type Judge, type Moment } from './property.ts';
import {
  candidatesOf,
  castInView,
  castOnWire,
  hasVotedFor,
  voteStory,
  votesOf,
  type VotesCast,
} from './votes-cast.ts';
import { listed } from './wording.ts';

/** Each vote binds its node for the whole term, through every crash. */
export const oneVotePerTerm = property<VotesCast>({
  id: 'one-vote-per-term',
  kind: 'safety',
  claim: 'a node votes for at most one candidate per term',
  source:
    'Raft paper, section 5.2: "Each server will vote for at most one candidate in a given term, ' +
    'on a first-come-first-served basis"',
  start: () => null,
  safetyState: votesOf,
  on: {
    voteSent(cast, moment, judge) {
      const { event } = moment;
      if (event.kind !== 'received') return cast;
      if (refusesRival(cast, moment)) judge.exercised();
      return judged(cast, castOnWire(cast, moment), event.meaning.term, moment, judge);
    },
    standing(cast, moment, judge) {
      const term = moment.after?.currentTerm ?? 0;
      return judged(cast, castInView(cast, moment), term, moment, judge);
    },
  },
});

function judged(
  known: VotesCast,
  cast: VotesCast,
  term: number,
  { node, step, timeMs }: Moment,
  judge: Judge,
): VotesCast {
  if (cast === known) return known;
  const candidates = candidatesOf(cast, term, node);
  if (candidates.length > 1) {
    const names = candidates.map((name) => (name === node ? 'itself' : nodeName(name)));
    judge.violated({
      observed: `${nodeName(node)} voted for both ${listed(names, '')} in term ${term}.`,
      because: voteStory(cast, term, node),
      step,
      timeMs,
    });
  }
  return cast;
}

/** A node that has voted refuses another candidate of that term. */
function refusesRival(cast: VotesCast, { event, node }: Moment): boolean {
  if (event.kind !== 'received' || event.meaning.kind !== 'voteReply') return false;
  const { term, voteGranted } = event.meaning;
  const rival = event.node;
  if (voteGranted || !hasVotedFor(cast, term, rival, rival)) return false;
  return !hasVotedFor(cast, term, node, rival) && candidatesOf(cast, term, node).length > 0;
}
