/**
 * The term of a message is what its receiver learns from it, so a wrong one deceives: a leader that
 * is told its own old term never learns that it has been replaced.
 */
import type { Received } from '../trace/event.ts';
import { meaningNoun } from '../trace/meaning.ts';
import { nodeName } from '../trace/view.ts';
import { property, type Because, type Moment } from './property.ts';
import { messageText } from './wording.ts';

/**
 * What may be sent in another term than it was composed in, as if the network were slow. Live code
 * may wait for its disk with any message; only what answers the message in hand cannot be older
 * than it. Where all of a step is done when it ends, answers are never late, but a goroutine may
 * still hold a request: hashicorp/raft repeats AppendEntries of a leadership that is over, once its
 * pause after a failure is.
 */
type Late = 'nothing' | 'requests' | 'anything';

interface Memory {
  readonly late: Late;
}

/**
 * A message carries the term in which its sender is while it takes the step that sends it. What
 * the step itself learns comes first: the answer to a message of a higher term carries that term.
 */
export const speaksOwnTerm = property<Memory>({
  id: 'speaks-own-term',
  kind: 'safety',
  claim: "a message carries its sender's current term",
  source:
    'Raft paper, section 5.1: "Current terms are exchanged whenever servers communicate"; ' +
    'Figure 2, results of both RPCs: "currentTerm, for candidate to update itself" and ' +
    '"currentTerm, for leader to update itself"',
  start: ({ isLive = false, answersAtOnce = false }) => ({
    late: isLive ? (answersAtOnce ? 'requests' : 'anything') : 'nothing',
  }),
  // Judged by what is seen before and after the step, not by what was.
  safetyState: () => null,
  isTestedByEvery: 'message',
  on: {
    otherTermSent(memory, moment, judge) {
      const { event, node, after, step, timeMs } = moment;
      if (event.kind !== 'received' || after === null) return memory;
      if (!isWrong(memory.late, event, moment, after.currentTerm)) return memory;
      const name = nodeName(node);
      const what = `its ${meaningNoun(event.meaning)} to ${nodeName(event.node)}`;
      const own = `${name} was in term ${after.currentTerm}`;
      judge.violated({
        observed: `${own}, and ${what} said term ${event.meaning.term}.`,
        because: [...occasion(moment), { step, text: own }],
        step,
        timeMs,
      });
      return memory;
    },
  },
});

function isWrong(late: Late, message: Received, moment: Moment, currentTerm: number): boolean {
  const { term, kind } = message.meaning;
  const isTooOld = term < lowestTerm(moment);
  switch (late) {
    case 'nothing':
      return isTooOld || term > currentTerm;
    case 'requests':
      return (isTooOld && REPLIES.has(kind)) || term > currentTerm;
    case 'anything':
      return isTooOld && isAnswer(message, moment.during);
  }
}

const REPLIES: ReadonlySet<string> = new Set(['voteReply', 'appendReply']);

/** The lowest term that a node is in while it takes a step, once it has learned what came in. */
function lowestTerm({ during, before, after }: Moment): number {
  const known = before?.currentTerm ?? 0;
  if (during?.kind !== 'received' || during.meaning.kind === 'other') return known;
  const { term } = during.meaning;
  return term > known && term <= (after?.currentTerm ?? 0) ? term : known;
}

/** Whether a message answers the one that the step received: it was not composed before. */
function isAnswer({ node: to, meaning }: Received, during: Moment['during']): boolean {
  if (during?.kind !== 'received' || during.from !== to) return false;
  const asked = during.meaning.kind;
  return meaning.kind === 'voteReply'
    ? asked === 'requestVote'
    : meaning.kind === 'appendReply' && asked === 'appendEntries';
}

/** What was received in the step, if anything was. */
function occasion({ during, node, step }: Moment): Because[] {
  if (during?.kind !== 'received') return [];
  return [{ step, text: `${messageText(during)} had reached ${nodeName(node)}` }];
}
