/**
 * Judged while all is calm: from the start of the run to the first fault, and again once everything
 * is healed. A cluster gets time to settle first; an election after that has no excuse.
 */
import { isFault } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { aftermathOf, calmFromMs, noAftermath, type Aftermath } from './aftermath.ts';
import { LEADER_STAYS_TIMEOUTS } from './eventual-leader.ts';
import { agreedLeader, leadershipEnded } from './leadership.ts';
import { property, type Judge, type Moment } from './property.ts';
import { inOrder } from './wording.ts';

/**
 * Longest election timeouts that a leader and the agreement on it must have stood. By then every
 * node has heard from it, or has started the election that its silence called for.
 */
export const SETTLING_TIMEOUTS = 2;

/** All nodes are in the leader's term. */
interface Reign {
  readonly leader: NodeId;
  readonly term: number;
  readonly sinceMs: number;
  readonly step: number;
}

/** No fault is at work. */
interface Calm {
  readonly fromMs: number;
  /** When everything was healed; 0 if there was never a fault. */
  readonly step: number;
}

interface Memory {
  readonly timeoutMs: number;
  readonly aftermath: Aftermath;
  readonly calm: Calm | null;
  readonly reign: Reign | null;
}

/** No election without a fault. */
export const stableLeader = property<Memory>({
  id: 'stable-leader',
  kind: 'liveness',
  claim: 'without faults a leader stays, and nobody stands against it',
  source:
    'Raft paper, section 5.2: "A server remains in follower state as long as it receives valid ' +
    'RPCs from a leader or candidate"',
  start: (facts) => ({
    timeoutMs: facts.electionTimeoutMaxMs,
    aftermath: noAftermath(facts),
    calm: { fromMs: 0, step: 0 },
    reign: null,
  }),
  on: {
    disturbed(memory, moment, judge) {
      const aftermath = aftermathOf(memory.aftermath, moment);
      if (memory.calm === null || !isFault(moment.event)) {
        return aftermath === memory.aftermath ? memory : { ...memory, aftermath };
      }
      judge.wakeAt(Infinity);
      return { ...memory, aftermath, calm: null, reign: null };
    },
    healed(memory, moment, judge) {
      const { step } = moment;
      const calm = { fromMs: calmFromMs(memory.aftermath, moment.timeMs), step };
      return { ...memory, calm, reign: reignOf(calm, memory.timeoutMs, moment, judge) };
    },
    standing(memory, moment, judge) {
      const { calm, reign, timeoutMs } = memory;
      if (calm === null) return memory;
      const isSettled =
        reign !== null && moment.timeMs >= reign.sinceMs + SETTLING_TIMEOUTS * timeoutMs;
      if (isSettled && breaksPeace(moment)) disturbedPeace(calm, reign, moment, judge);
      if (isSameReign(reign, moment)) return memory;
      return { ...memory, reign: reignOf(calm, timeoutMs, moment, judge) };
    },
    due(memory, _moment, judge) {
      judge.exercised();
      return memory;
    },
  },
});

/** Whether the leader agreed on, or that there is none, is as before. */
function isSameReign(reign: Reign | null, { views }: Moment): boolean {
  const leader = agreedLeader(views);
  if (reign === null || leader === null) return reign === leader;
  return leader === reign.leader && views[leader - 1]?.currentTerm === reign.term;
}

/** The reign that begins at this moment, if any; it is a test passed once it has lasted. */
function reignOf(calm: Calm, timeoutMs: number, moment: Moment, judge: Judge): Reign | null {
  const { views, step } = moment;
  const leader = agreedLeader(views);
  if (leader === null) {
    judge.wakeAt(Infinity);
    return null;
  }
  const term = views[leader - 1]?.currentTerm ?? 0;
  const sinceMs = Math.max(moment.timeMs, calm.fromMs);
  judge.wakeAt(sinceMs + LEADER_STAYS_TIMEOUTS * timeoutMs);
  return { leader, term, sinceMs, step };
}

/** The leader gives up, or somebody stands for election or follows one who does. */
function breaksPeace(moment: Moment): boolean {
  const { before, after } = moment;
  if (after === null) return false;
  const isLater = before !== null && after.currentTerm > before.currentTerm;
  return isLater || after.role === 'candidate' || leadershipEnded(moment);
}

function disturbedPeace(calm: Calm, reign: Reign, moment: Moment, judge: Judge): void {
  const { step, timeMs } = moment;
  const leader = nodeName(reign.leader);
  const deed = deedOf(moment);
  const stoodMs = Math.round(timeMs - reign.sinceMs);
  const since =
    calm.step === 0
      ? { step: reign.step, text: 'there had been no fault in the run' }
      : { step: calm.step, text: 'all faults were gone' };
  judge.violated({
    observed: `${deed}, though all had followed ${leader} for ${stoodMs} ms without a fault.`,
    because: inOrder([
      since,
      { step: reign.step, text: `all nodes were in term ${reign.term}, led by ${leader}` },
      { step, text: deed },
    ]),
    step,
    timeMs,
  });
}

function deedOf(moment: Moment): string {
  const { node, before, after } = moment;
  const term = after?.currentTerm ?? 0;
  if (after?.role === 'candidate') return `${nodeName(node)} stood for election in term ${term}`;
  if (!leadershipEnded(moment)) return `${nodeName(node)} moved on to term ${term}`;
  return `${nodeName(node)} stopped leading term ${before?.currentTerm ?? 0}`;
}
