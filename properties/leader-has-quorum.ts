/** Counted on the wire, so that no target can talk itself into a majority. */
import { majorityOf } from '../trace/view.ts';
import { electedText, newLeader } from './leadership.ts';
import { property } from './property.ts';
import {
  arrivalStory,
  receiveVote,
  supportersOf,
  votersOf,
  type VotesReceived,
} from './votes-received.ts';
import { counted, inOrder } from './wording.ts';

/** Distinct voters, in the leader's term, whose votes have reached it; its own is one of them. */
export const leaderHasQuorum = property<VotesReceived>({
  id: 'leader-has-quorum',
  kind: 'safety',
  claim: 'a leader has the votes of a majority in its term',
  source:
    'Raft paper, section 5.2: "A candidate wins an election if it receives votes from a ' +
    'majority of the servers in the full cluster for the same term"',
  start: () => null,
  safetyState: votersOf,
  on: {
    voteReceived: receiveVote,
    leadership(received, moment, judge) {
      const leader = newLeader(moment);
      if (leader === null) return received;
      const { elected } = leader;
      const { node, term, hasOwnVote } = elected;
      const { step, timeMs, views } = moment;
      const votes = supportersOf(received, elected).length;
      const needed = majorityOf(views.length);
      judge.exercised();
      if (votes >= needed) return received;
      const { text: leads } = electedText(elected);
      const own = hasOwnVote ? ', its own included' : '';
      const had = `${counted(votes, 'vote')} of that term${own}`;
      judge.violated({
        observed: `${leads} with ${had}; it needs ${needed}.`,
        because: inOrder([...arrivalStory(received, term, node), electedText(elected)]),
        step,
        timeMs,
      });
      return received;
    },
  },
});
