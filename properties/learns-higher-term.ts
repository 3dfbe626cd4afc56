/**
 * Terms are the clock of section 5.1: whoever hears of a later one moves on, and so a leader or a
 * candidate of an older term gives up. A node that is not in the term of its message afterwards
 * has not heard it, unless it is live code that still waits for its disk.
 */
import type { Received } from '../trace/event.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { isOnTime, SOUND, slowness } from './condition.ts';
import { property, type Because, type Judge, type Moment } from './property.ts';
import { messageText } from './wording.ts';

/**
 * Longest election timeouts that live code has, undisturbed: many times what a disk takes, since
 * "the broadcast time should be an order of magnitude less than the election timeout" (5.6), and
 * too short to forget the term in a new election.
 */
export const LEARN_WITHIN_TIMEOUTS = 0.25;

/** A live node has yet to show that it learned a term. */
interface Debt {
  readonly node: NodeId;
  readonly term: number;
  readonly dueMs: number;
  readonly told: Because;
}

interface Memory {
  /** Live code has this much time, in milliseconds; functions none. */
  readonly withinMs: number;
  readonly ignoresVotesWhileLed: boolean;
  readonly learnsFromReplies: boolean;
  /** The one that is due first stands first. */
  readonly debts: readonly Debt[];
}

/** After a message of a higher term a node is in that term, as a follower, or in a later one. */
export const learnsHigherTerm = property<Memory>({
  id: 'learns-higher-term',
  kind: 'safety',
  claim: 'a node that hears of a higher term moves to it as a follower',
  source:
    'Raft paper, Figure 2, Rules for Servers, All Servers: "If RPC request or response contains ' +
    'term T > currentTerm: set currentTerm = T, convert to follower (§5.1)"; for targets that ' +
    'ignore vote requests while they hear a leader, dissertation, 4.2.3',
  start: ({
    electionTimeoutMaxMs,
    isLive = false,
    ignoresVotesWhileLed = false,
    learnsFromReplies = true,
  }) => ({
    withinMs: isLive ? electionTimeoutMaxMs * LEARN_WITHIN_TIMEOUTS : 0,
    ignoresVotesWhileLed,
    learnsFromReplies,
    debts: [],
  }),
  // Without a clock nothing is owed later: judged by what is seen before and after.
  safetyState: () => null,
  forLive: ['disturbed', 'due'],
  on: {
    higherTermReceived(memory, moment, judge) {
      const { event, before, after } = moment;
      if (event.kind !== 'received' || before === null || after === null) return memory;
      if (!mustLearn(event, before, memory)) return memory;
      const { term } = event.meaning;
      const isLearned = memory.withinMs > 0 ? after.currentTerm >= term : isFollowerOf(after, term);
      // The common case, and often: nothing is made for it.
      if (isLearned) judge.exercised();
      else if (memory.withinMs > 0) return owed(memory, event, moment, judge);
      else violated(debtOf(event, moment, 0), after, moment, judge);
      return memory;
    },
    disturbed(memory, moment) {
      if (memory.debts.length === 0) return memory;
      const debts = memory.debts.filter(({ node }) => node !== moment.node);
      return { ...memory, debts };
    },
    due(memory, moment, judge) {
      const [debt, ...rest] = memory.debts;
      if (debt === undefined || debt.dueMs > moment.timeMs) return memory;
      const view = moment.views[debt.node - 1] ?? null;
      if (view !== null && view.currentTerm >= debt.term) judge.exercised();
      else if (view !== null) violated(debt, view, moment, judge);
      if (rest[0] !== undefined) judge.wakeAt(rest[0].dueMs);
      return { ...memory, debts: rest };
    },
  },
});

/**
 * Nobody waits for an answer to an election or a leadership that is over. What a message of another
 * kind does with terms is for its target to say: a PreVote asks about a term that nobody is in.
 */
function mustLearn({ meaning }: Received, { role }: NodeView, memory: Memory): boolean {
  switch (meaning.kind) {
    case 'requestVote':
      return !memory.ignoresVotesWhileLed || role === 'candidate';
    case 'voteReply':
      return memory.learnsFromReplies && role === 'candidate';
    case 'appendReply':
      return memory.learnsFromReplies && role === 'leader';
    case 'appendEntries':
      return true;
    case 'other':
      return false;
  }
}

/** In the term as a follower, or beyond it in whatever role. */
function isFollowerOf({ currentTerm, role }: NodeView, term: number): boolean {
  return currentTerm > term || (currentTerm === term && role === 'follower');
}

/** A node that is late for reasons of its own owes nothing: its disk is slow, or its clock. */
function owed(memory: Memory, event: Received, moment: Moment, judge: Judge): Memory {
  const { conditions } = moment.circumstances.lingeringEffects;
  const condition = conditions[event.node - 1] ?? SOUND;
  const isSound = isOnTime(condition) && slowness(condition) === 1;
  if (!isSound || condition.heldUpUntilMs > moment.timeMs) return memory;
  const owedNow = debtOf(event, moment, memory.withinMs);
  const { node, term, dueMs } = owedNow;
  if (memory.debts.some((debt) => debt.node === node && debt.term === term)) return memory;
  if (memory.debts.length === 0) judge.wakeAt(dueMs);
  return { ...memory, debts: [...memory.debts, owedNow] };
}

/** What a node that got a message owes: "n2's request for votes of term 3 reached n1". */
function debtOf(event: Received, moment: Moment, withinMs: number): Debt {
  const { node, meaning } = event;
  const told = { step: moment.step, text: `${messageText(event)} reached ${nodeName(node)}` };
  return { node, term: meaning.term, dueMs: moment.timeMs + withinMs, told };
}

function violated(
  { node, term, told }: Debt,
  { role, currentTerm }: NodeView,
  { step, timeMs }: Moment,
  judge: Judge,
): void {
  const wentOn = `went on as ${role} of term ${currentTerm}`;
  judge.violated({
    observed: `${nodeName(node)} heard of term ${term} and ${wentOn}.`,
    because: [told],
    step,
    timeMs,
  });
}
