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

interface Memory {
  readonly received: VotesReceived;
  /** Live code may send late: the term that each node led last, n1's first; null for functions. */
  readonly led: readonly number[] | null;
}

/**
 * The sender of an AppendEntries leads its term: before or after the step that sends it, or
 * because the votes of a majority reached it, should the message leave late.
 */
export const leaderSpeaks = property<Memory>({
  id: 'leader-speaks',
  kind: 'safety',
  claim: 'only the leader of a term sends AppendEntries of that term',
  source:
    'Raft paper, Figure 2, AppendEntries RPC: "Invoked by leader to replicate log entries; also ' +
    'used as heartbeat", with "leader\'s term"',
  start: ({ nodes, isLive = false }) => ({
    received: null,
    led: isLive ? new Array<number>(nodes).fill(-1) : null,
  }),
  // Only functions are searched.
  safetyState: ({ received }) => votersOf(received),
  isTestedByEvery: 'appendEntries',
  forLive: ['standing'],
  on: {
    voteReceived(memory, moment) {
      const received = receiveVote(memory.received, moment);
      return received === memory.received ? memory : { received, led: memory.led };
    },
    standing(memory, { event, node, after }) {
      const { received, led } = memory;
      if (led === null || after === null) return memory;
      if (event.kind === 'booted') return { received, led: led.with(node - 1, -1) };
      if (after.role !== 'leader') return memory;
      return { received, led: led.with(node - 1, after.currentTerm) };
    },
    unledAppendSent(memory, moment, judge) {
      const { event, node, before, after, views, step, timeMs } = moment;
      if (event.kind !== 'received' || after === null) return memory;
      const { term } = event.meaning;
      const { received, led } = memory;
      if (leads(before, term) || led?.[node - 1] === term) return memory;
      const hasOwnVote = mayHaveOwnVote(after, term, node);
      const claimed = { node, term, cameFrom: null, hasOwnVote, step };
      const votes = supportersOf(received, claimed).length;
      const needed = majorityOf(views.length);
      if (votes >= needed) return memory;
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
      return memory;
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
