/**
 * Owed once everything is healed. Randomised timeouts make split votes rare, not impossible, and
 * the first candidates may lack the newest log: the bound leaves room for many elections in a row.
 */
import { isFault } from '../trace/event.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import type { Circumstances } from './circumstances.ts';
import { calmFromMs } from './lingering-effects.ts';
import { agreedLeader, electedText, newLeader, type Elected } from './leadership.ts';
import { isMember } from './node-mask.ts';
import { property, type Judge, type Moment } from './property.ts';
import { inOrder, listed } from './wording.ts';

/**
 * Longest election timeouts until a leader must have come to stay. An election takes at most one
 * timeout and a split vote one more; 30 lost in a row are no bad luck.
 */
export const LEADER_WITHIN_TIMEOUTS = 30;

/** Longest election timeouts that it must then stay, with everyone in its term. */
export const LEADER_STAYS_TIMEOUTS = 5;

/** A witness names no more elections than this, the last ones. */
const ELECTIONS_TOLD = 4;

interface Agreement {
  readonly leader: NodeId;
  readonly term: number;
  readonly sinceMs: number;
}

/** A leader is owed. */
interface Owed {
  /** When everything was healed. */
  readonly step: number;
  /** From here on all is calm. */
  readonly fromMs: number;
  readonly agreement: Agreement | null;
  /** Leaders elected since. */
  readonly leaders: number;
  readonly latest: readonly Elected[];
}

interface Memory {
  readonly timeoutMs: number;
  readonly owed: Owed | null;
}

/** One leader, everyone who is up in its term, and it stays. */
export const eventualLeader = property<Memory>({
  id: 'eventual-leader',
  kind: 'liveness',
  claim: 'once all faults are healed, a leader is elected and stays',
  source:
    'Raft paper, section 5.6: "Raft will be able to elect and maintain a steady leader as long ' +
    'as the system satisfies the following timing requirement: broadcastTime ≪ electionTimeout ' +
    '≪ MTBF"',
  start: (facts) => ({
    timeoutMs: facts.electionTimeoutMaxMs,
    owed: null,
  }),
  on: {
    disturbed(memory, moment, judge) {
      if (memory.owed === null || !isFault(moment.event)) return memory;
      judge.settled(true);
      judge.wakeAt(Infinity);
      return { ...memory, owed: null };
    },
    healed(memory, moment, judge) {
      const fromMs = calmFromMs(moment.circumstances.lingeringEffects, moment.timeMs);
      const owed = { step: moment.step, fromMs, agreement: null, leaders: 0, latest: [] };
      judge.settled(false);
      judge.wakeAt(fromMs + LEADER_WITHIN_TIMEOUTS * memory.timeoutMs);
      return { ...memory, owed: reconsidered(owed, memory.timeoutMs, moment, judge) };
    },
    standing(memory, moment, judge) {
      if (memory.owed === null) return memory;
      const owed = reconsidered(withLeader(memory.owed, moment), memory.timeoutMs, moment, judge);
      return owed === memory.owed ? memory : { ...memory, owed };
    },
    due(memory, moment, judge) {
      const { owed } = memory;
      if (owed === null) return memory;
      if (owed.agreement === null) {
        tooLate(owed, moment, judge);
        return memory;
      }
      judge.exercised();
      judge.settled(true);
      return { ...memory, owed: null };
    },
  },
});

function withLeader(owed: Owed, moment: Moment): Owed {
  const leader = newLeader(moment);
  if (leader === null) return owed;
  const latest = [...owed.latest, leader.elected].slice(-ELECTIONS_TOLD);
  return { ...owed, leaders: owed.leaders + 1, latest };
}

/** Looks for an agreement in the views of this moment, and wishes to be woken accordingly. */
function reconsidered(owed: Owed, timeoutMs: number, moment: Moment, judge: Judge): Owed {
  const leader = agreedLeader(moment.views);
  const term = leader === null ? 0 : (moment.views[leader - 1]?.currentTerm ?? 0);
  const known = owed.agreement;
  if (leader === (known?.leader ?? null) && term === (known?.term ?? 0)) return owed;
  const deadlineMs = owed.fromMs + LEADER_WITHIN_TIMEOUTS * timeoutMs;
  if (moment.timeMs > deadlineMs) {
    tooLate(owed, moment, judge);
    return owed;
  }
  if (leader === null) {
    judge.wakeAt(deadlineMs);
    return { ...owed, agreement: null };
  }
  const sinceMs = Math.max(moment.timeMs, owed.fromMs);
  judge.wakeAt(sinceMs + LEADER_STAYS_TIMEOUTS * timeoutMs);
  return { ...owed, agreement: { leader, term, sinceMs } };
}

function tooLate(owed: Owed, moment: Moment, judge: Judge): void {
  const { views, step, timeMs, circumstances } = moment;
  const waited = `${Math.round(timeMs - owed.fromMs)} ms after healing`;
  judge.violated({
    observed: `By ${waited} no leader had stayed: ${nodeState(owed, views)}.`,
    because: inOrder([
      { step: owed.step, text: healedText(views, circumstances) },
      ...owed.latest.map(electedText),
    ]),
    step,
    timeMs,
  });
}

/** Who is down once all is healed is lost for good, and a clock that is somewhat fast stays so. */
function healedText(
  views: readonly (NodeView | null)[],
  { down, lingeringEffects: { conditions } }: Circumstances,
): string {
  const lost = views.flatMap((view, slot) => {
    if (view !== null) return [];
    // A node whose first write is under way is not down.
    const how = isMember(down, slot + 1) ? 'stayed down' : 'was still booting';
    return [`${nodeName(slot + 1)} ${how}`];
  });
  const fast = conditions.flatMap(({ rate }, slot) =>
    rate === 1 ? [] : [`the clock of ${nodeName(slot + 1)} stayed at ${Math.round(rate * 100)} %`],
  );
  const left = [...lost, ...fast];
  if (left.length === 0) return 'all faults were healed, and every node was up';
  return `all faults were healed, except that ${listed(left, '')}`;
}

/** What went wrong, in the order in which one would look for it. */
function nodeState({ leaders, latest }: Owed, views: readonly (NodeView | null)[]): string {
  const nodes = views.flatMap((view, slot) => (view === null ? [] : [slot + 1]));
  const termOf = (node: NodeId): number => views[node - 1]?.currentTerm ?? 0;
  const leading = nodes.filter((node) => views[node - 1]?.role === 'leader');
  const [leader] = leading;
  if (leaders > leading.length + 1) {
    return `${leaders} leaders came and went, the last in term ${latest.at(-1)?.term ?? 0}`;
  }
  if (leader === undefined) {
    const what = leaders === 0 ? 'nobody was elected' : 'the leader elected had gone';
    return `${what}, and terms had reached ${Math.max(...nodes.map(termOf))}`;
  }
  if (leading.length > 1) {
    return listed(
      leading.map((node) => `${nodeName(node)} led term ${termOf(node)}`),
      '',
    );
  }
  const strangers = nodes.filter((node) => termOf(node) !== termOf(leader));
  if (strangers.length === 0) return `${nodeName(leader)} had only just united all nodes`;
  const elsewhere = strangers.map((node) => `${nodeName(node)} was in term ${termOf(node)}`);
  return `${nodeName(leader)} led term ${termOf(leader)}, but ${listed(elsewhere, '')}`;
}
