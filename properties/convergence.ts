/**
 * Owed once everything is healed and a leader has come: what it has committed, the others commit
 * too. Heartbeats are enough for that, since each tells how far the leader has come.
 */
import { isFault } from '../trace/event.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { agreedLeader } from './leadership.ts';
import { calmFromMs } from './lingering-effects.ts';
import { COMMIT_WITHIN_TIMEOUTS, COMMIT_WITHIN_TIMEOUTS_PER_ENTRY } from './progress.ts';
import { property, type Judge, type Moment } from './property.ts';
import { committedText, inOrder, namesOf } from './wording.ts';

/** What a leader has committed, and some other node has not. */
interface Debt {
  readonly leader: NodeId;
  readonly term: number;
  readonly upTo: number;
  readonly fromMs: number;
  readonly dueMs: number;
  readonly step: number;
}

interface Memory {
  readonly timeoutMs: number;
  readonly debt: Debt | null;
}

/** Followers learn of every commit, and without new proposals. */
export const convergence = property<Memory>({
  id: 'convergence',
  kind: 'liveness',
  claim: 'what a settled leader has committed, all nodes that are up commit',
  source:
    'Raft paper, section 5.3: the leader "includes that index in future AppendEntries RPCs ' +
    '(including heartbeats) so that the other servers eventually find out"',
  start: (facts) => ({
    timeoutMs: facts.electionTimeoutMaxMs,
    debt: null,
  }),
  on: {
    disturbed(memory, moment, judge) {
      if (memory.debt === null || !isFault(moment.event)) return memory;
      return owing(memory, null, judge);
    },
    healed: reconsidered,
    standing: reconsidered,
    commit: reconsidered,
    due(memory, moment, judge) {
      const { debt } = memory;
      if (debt !== null && debt.dueMs <= moment.timeMs) unpaid(debt, moment, judge);
      return memory;
    },
  },
});

/** Compares what the leader and the others have committed at this moment. */
function reconsidered(memory: Memory, moment: Moment, judge: Judge): Memory {
  if (!moment.circumstances.isHealed) return memory;
  const { views } = moment;
  const { debt } = memory;
  const leader = agreedLeader(views);
  const view = leader === null ? null : (views[leader - 1] ?? null);
  if (leader === null || view === null) return owing(memory, null, judge);
  const isKnown = debt !== null && debt.leader === leader && debt.term === view.currentTerm;
  if (isKnown && isAnyBehind(views, debt.upTo)) return memory;
  if (isKnown) judge.exercised();
  const isOwed = isAnyBehind(views, view.commitIndex);
  return owing(memory, isOwed ? debtOf(memory, leader, view, moment) : null, judge);
}

function debtOf(
  { timeoutMs }: Memory,
  leader: NodeId,
  { currentTerm, commitIndex, log }: NodeView,
  { timeMs, step, circumstances }: Moment,
): Debt {
  const fromMs = calmFromMs(circumstances.lingeringEffects, timeMs);
  const timeouts = COMMIT_WITHIN_TIMEOUTS + COMMIT_WITHIN_TIMEOUTS_PER_ENTRY * log.length;
  const dueMs = fromMs + timeouts * timeoutMs;
  return { leader, term: currentTerm, upTo: commitIndex, fromMs, dueMs, step };
}

/** Whether a node that is up has committed less. */
function isAnyBehind(views: readonly (NodeView | null)[], upTo: number): boolean {
  for (const view of views) if (view !== null && view.commitIndex < upTo) return true;
  return false;
}

/** The nodes that are up and have committed less. */
function behind(views: readonly (NodeView | null)[], upTo: number): NodeId[] {
  return views.flatMap((view, slot) =>
    view !== null && view.commitIndex < upTo ? [slot + 1] : [],
  );
}

/** The same memory with this debt. */
function owing(memory: Memory, debt: Debt | null, judge: Judge): Memory {
  if (debt === memory.debt) return memory;
  judge.settled(debt === null);
  judge.wakeAt(debt?.dueMs ?? Infinity);
  return { ...memory, debt };
}

function unpaid(debt: Debt, { views, step, timeMs }: Moment, judge: Judge): void {
  const { leader, term, upTo, fromMs } = debt;
  const late = behind(views, upTo);
  const waited = `within ${Math.round(timeMs - fromMs)} ms`;
  const leads = `${nodeName(leader)}, leader of term ${term}, ${committedText(upTo)}`;
  judge.violated({
    observed: `${namesOf(late)} did not commit ${waited} what ${leads}.`,
    because: inOrder([
      { step: debt.step, text: leads },
      ...late.map((node) => {
        const committed = views[node - 1]?.commitIndex ?? 0;
        return { step, text: `${nodeName(node)} ${committedText(committed)}` };
      }),
    ]),
    step,
    timeMs,
  });
}
