/**
 * Judged on the wire: an AppendEntries makes followers of all who receive it, whatever its sender
 * thinks of itself. Whether a leader has the votes for its role is for leader-has-quorum.
 */
import type { NodeView } from '../trace/view.ts';
import { majorityOf, nodeName } from '../trace/view.ts';
import { property, type Moment } from './property.ts';
import {
  arrivalStory,
  receiveVote,
  supportersOf,
  votersOf,
  type VotesReceived,
} from './votes-received.ts';
import { counted, inOrder } from './wording.ts';

/**
 * The sender of an AppendEntries leads its term: before or after the step that sends it, or
 * because the votes of a majority reached it, should the message leave late.
 */
export const leaderSpeaks = property<VotesReceived>({
  id: 'leader-speaks',
  kind: 'safety',
  claim: 'only the leader of a term sends AppendEntries of that term',
  source:
    'Raft paper, Figure 2, AppendEntries RPC: "Invoked by leader to replicate log entries; also ' +
    'used as heartbeat", with "leader\'s term"',
  start: () => null,
  safetyState: votersOf,
  isTestedByEvery: 'appendEntries',
  on: {
    voteReceived: receiveVote,
    unledAppendSent(received, moment, judge) {
      const { event, node, before, after, views, step, timeMs } = moment;
      if (event.kind !== 'received' || after === null) return received;
      const { term } = event.meaning;
      if (leads(before, term)) return received;
      const hasOwnVote = mayHaveOwnVote(after, term, node);
      const claimed = { node, term, cameFrom: null, hasOwnVote, step };
      const votes = supportersOf(received, claimed).length;
      const needed = majorityOf(views.length);
      if (votes >= needed) return received;
      const name = nodeName(node);
      const had = `it had ${counted(votes, 'vote')} of that term and needs ${needed}`;
      judge.violated({
        observed: `${name} sent AppendEntries of term ${term} as ${roleText(after)}; ${had}.`,
        because: inOrder([
          ...arrivalStory(received, term, node),
          { step, text: `${name} sent AppendEntries of term ${term} to ${nodeName(event.node)}` },
        ]),
        step,
        timeMs,
      });
      return received;
    },
  },
});

function leads(view: Moment['before'], term: number): boolean {
  return view !== null && view.role === 'leader' && view.currentTerm === term;
}

/** What a view shows of a vote is the vote of its own term alone. */
function mayHaveOwnVote({ currentTerm, votedFor }: NodeView, term: number, node: number): boolean {
  return currentTerm !== term || votedFor === null || votedFor === node;
}

/** "candidate of term 2". */
function roleText({ role, currentTerm }: NodeView): string {
  return `${role} of term ${currentTerm}`;
}
