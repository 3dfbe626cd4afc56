/**
 * The term of a message is what its receiver learns from it, so a wrong one deceives: a leader that
 * is told its own old term never learns that it has been replaced.
 */
import type { Received } from '../trace/event.ts';
import { meaningNoun } from '../trace/meaning.ts';
import { nodeName } from '../trace/view.ts';
import { property, type Because, type Moment } from './property.ts';
import { messageText } from './wording.ts';

interface Memory {
  /**
   * Live code may compose a message, wait for its disk, and send it in another term, as if the
   * network were slow; of that, only what answers the message in hand cannot be older than it.
   */
  readonly maySendLate: boolean;
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
  start: ({ isLive = false }) => ({ maySendLate: isLive }),
  // Judged by what is seen before and after the step, not by what was.
  safetyState: () => null,
  isTestedByEvery: 'message',
  on: {
    otherTermSent(memory, moment, judge) {
      const { event, node, during, after, step, timeMs } = moment;
      if (event.kind !== 'received' || after === null) return memory;
      const { term } = event.meaning;
      const isTooOld = term < lowestTerm(moment);
      const isWrong = memory.maySendLate
        ? isTooOld && isAnswer(event, during)
        : isTooOld || term > after.currentTerm;
      if (!isWrong) return memory;
      const name = nodeName(node);
      const what = `its ${meaningNoun(event.meaning)} to ${nodeName(event.node)}`;
      const own = `${name} was in term ${after.currentTerm}`;
      judge.violated({
        observed: `${own}, and ${what} said term ${term}.`,
        because: [...occasion(moment), { step, text: own }],
        step,
        timeMs,
      });
      return memory;
    },
  },
});

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
