/**
 * Owed for commands proposed to a leader once everything is healed, while it stays leader: the
 * entries of a leader that falls may be lost, and its client will try again (section 8).
 */
import { isFault } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { calmFromMs } from './lingering-effects.ts';
import { leadershipEnded } from './leadership.ts';
import { property, type Judge, type Moment } from './property.ts';
import { committedText, logText } from './wording.ts';

/** Longest election timeouts until a proposal must be committed: some dozens of heartbeats. */
export const COMMIT_WITHIN_TIMEOUTS = 10;

/**
 * The same for each entry before it: Figure 2's leader decrements nextIndex by one per refusal
 * until the logs agree, and each refusal costs a round trip.
 */
export const COMMIT_WITHIN_TIMEOUTS_PER_ENTRY = 0.1;

/** A command that a leader has taken and not yet committed. */
interface Debt {
  readonly leader: NodeId;
  readonly term: number;
  readonly command: string;
  /** Its entry stands behind this index. */
  readonly behind: number;
  readonly fromMs: number;
  readonly dueMs: number;
  readonly step: number;
}

interface Memory {
  readonly timeoutMs: number;
  readonly debts: readonly Debt[];
}

/** What a leader accepts, it commits. */
export const progress = property<Memory>({
  id: 'progress',
  kind: 'liveness',
  claim: 'a command that a leader takes after healing is committed in time',
  source:
    'Raft paper, section 2: consensus algorithms "are fully functional (available) as long as ' +
    'any majority of the servers are operational and can communicate with each other and with ' +
    'clients"',
  start: (facts) => ({
    timeoutMs: facts.electionTimeoutMaxMs,
    debts: [],
  }),
  on: {
    disturbed(memory, moment, judge) {
      if (memory.debts.length === 0 || !isFault(moment.event)) return memory;
      return owing(memory, [], judge);
    },
    proposed(memory, moment, judge) {
      const debt = debtOf(memory, moment);
      return debt === null ? memory : owing(memory, [...memory.debts, debt], judge);
    },
    commit(memory, { node, after }, judge) {
      if (memory.debts.length === 0 || after === null) return memory;
      const committed = after.log.slice(0, after.commitIndex);
      const isPaid = ({ leader, command, behind }: Debt): boolean =>
        leader === node && committed.slice(behind).some((entry) => entry.command === command);
      const open = memory.debts.filter((debt) => !isPaid(debt));
      for (let paid = open.length; paid < memory.debts.length; paid += 1) judge.exercised();
      return owing(memory, open, judge);
    },
    leadership(memory, moment, judge) {
      if (memory.debts.length === 0 || !leadershipEnded(moment)) return memory;
      const open = memory.debts.filter(({ leader }) => leader !== moment.node);
      return owing(memory, open, judge);
    },
    due(memory, moment, judge) {
      const debt = memory.debts.find(({ dueMs }) => dueMs <= moment.timeMs);
      if (debt !== undefined) unpaid(debt, moment, judge);
      return memory;
    },
  },
});

function debtOf({ timeoutMs }: Memory, moment: Moment): Debt | null {
  const { event, node: leader, before, step, circumstances } = moment;
  const { isHealed, lingeringEffects } = circumstances;
  if (!isHealed || event.kind !== 'proposed' || before?.role !== 'leader') return null;
  const behind = before.log.length;
  const fromMs = calmFromMs(lingeringEffects, moment.timeMs);
  const timeouts = COMMIT_WITHIN_TIMEOUTS + COMMIT_WITHIN_TIMEOUTS_PER_ENTRY * behind;
  const dueMs = fromMs + timeouts * timeoutMs;
  const { command } = event;
  return { leader, term: before.currentTerm, command, behind, fromMs, dueMs, step };
}

/** The same memory with these debts. */
function owing(memory: Memory, debts: readonly Debt[], judge: Judge): Memory {
  if (debts.length === memory.debts.length) return memory;
  judge.settled(debts.length === 0);
  judge.wakeAt(debts.reduce((next, { dueMs }) => Math.min(next, dueMs), Infinity));
  return { ...memory, debts };
}

function unpaid(debt: Debt, { views, step, timeMs }: Moment, judge: Judge): void {
  const { leader, term, command } = debt;
  const name = nodeName(leader);
  const { log = [], commitIndex = 0 } = views[leader - 1] ?? {};
  const waited = Math.round(timeMs - debt.fromMs);
  judge.violated({
    observed: `${name}, leader of term ${term}, did not commit '${command}' within ${waited} ms.`,
    because: [
      { step: debt.step, text: `'${command}' was proposed to ${name}, leader of term ${term}` },
      { step, text: `${name} held ${logText(log)}, and ${committedText(commitIndex)}` },
    ],
    step,
    timeMs,
  });
}
