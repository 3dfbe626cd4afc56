/**
 * Judged in stable periods only. A leader is settled once every other node of the core has answered
 * it within one: from then on heartbeats arrive, timers are renewed, and an election has no excuse.
 */
import type { NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { leadershipEnded } from './leadership.ts';
import { isMember, membersOf, withMember, type NodeMask } from './node-mask.ts';
import type { StablePeriod } from './stable-period.ts';
import { property, type Because, type Judge, type Moment } from './property.ts';
import { inOrder, namesOf } from './wording.ts';

/** A settled leader that lasts this many longest election timeouts has passed the test. */
export const LASTING_TIMEOUTS = 2;

/** All nodes of the core are in the leader's term. */
interface Leadership {
  readonly leader: NodeId;
  readonly term: number;
  readonly step: number;
  /** The leader and who has answered it in a stable period. */
  readonly answered: NodeMask;
  /** When the last of the core had answered; null until then. */
  readonly settled: Settled | null;
}

interface Settled {
  readonly step: number;
  readonly timeMs: number;
}

interface Memory {
  readonly timeoutMs: number;
  readonly leadership: Leadership | null;
}

/** No election without a fault. */
export const stableLeader = property<Memory>({
  id: 'stable-leader',
  kind: 'liveness',
  claim: 'without a new fault a leader stays, and nobody stands against it',
  source:
    'Raft paper, section 5.2: "A server remains in follower state as long as it receives valid ' +
    'RPCs from a leader or candidate"',
  start: (facts) => ({
    timeoutMs: facts.electionTimeoutMaxMs,
    leadership: null,
  }),
  on: {
    disturbed(memory, moment, judge) {
      const { timeoutMs } = memory;
      judge.wakeAt(Infinity);
      const leadership = leadershipOf(moment.circumstances.stablePeriod, moment);
      judge.listen(isUnsettled(leadership));
      return leadership === memory.leadership ? memory : { timeoutMs, leadership };
    },
    standing(memory, moment, judge) {
      const { leadership, timeoutMs } = memory;
      const { stablePeriod } = moment.circumstances;
      if (stablePeriod === null || !isMember(stablePeriod.core, moment.node)) return memory;
      if (leadership !== null && leadership.settled !== null && breaksPeace(moment)) {
        accuse(stablePeriod, leadership, leadership.settled, moment, judge);
      }
      if (leadership !== null && isSameLeadership(leadership, stablePeriod, moment)) return memory;
      judge.wakeAt(Infinity);
      const next = leadershipOf(stablePeriod, moment);
      judge.listen(isUnsettled(next));
      return { timeoutMs, leadership: next };
    },
    leaderReceived(memory, moment, judge) {
      const { leadership, timeoutMs } = memory;
      const { stablePeriod } = moment.circumstances;
      if (stablePeriod === null || leadership === null || leadership.settled !== null) {
        return memory;
      }
      const answered = answeredAfter(stablePeriod, leadership, moment);
      if (answered === leadership.answered) return memory;
      const isSettled = answered === stablePeriod.core;
      if (isSettled) judge.wakeAt(moment.timeMs + LASTING_TIMEOUTS * timeoutMs);
      const { step, timeMs } = moment;
      const settled = isSettled ? { step, timeMs } : null;
      judge.listen(!isSettled);
      return { timeoutMs, leadership: { ...leadership, answered, settled } };
    },
    due(memory, _moment, judge) {
      judge.exercised();
      return memory;
    },
  },
});

/** Whether answers to the leader are still waited for. */
function isUnsettled(leadership: Leadership | null): boolean {
  return leadership !== null && leadership.settled === null;
}

/** The one leader of the core, if the whole core is in its term. */
function leadershipOf(
  stablePeriod: StablePeriod | null,
  { views, step, timeMs }: Moment,
): Leadership | null {
  if (stablePeriod === null) return null;
  const leader = leaderOf(stablePeriod, views);
  const term = views[leader - 1]?.currentTerm ?? 0;
  const answered = withMember(0, leader);
  const settled = answered === stablePeriod.core ? { step, timeMs } : null;
  return leader === 0 ? null : { leader, term, step, answered, settled };
}

/** The node that leads the core; 0 without agreement. */
function leaderOf({ core }: StablePeriod, views: readonly (NodeView | null)[]): NodeId {
  let leader = 0;
  let term: number | null = null;
  for (let node = 1; node <= views.length; node += 1) {
    if (!isMember(core, node)) continue;
    const view = views[node - 1];
    if (view === null || view === undefined || view.currentTerm !== (term ?? view.currentTerm)) {
      return 0;
    }
    term = view.currentTerm;
    if (view.role !== 'leader') continue;
    if (leader !== 0) return 0;
    leader = node;
  }
  return leader;
}

function isSameLeadership(
  leadership: Leadership,
  stablePeriod: StablePeriod,
  { views }: Moment,
): boolean {
  const { leader, term } = leadership;
  return leaderOf(stablePeriod, views) === leader && views[leader - 1]?.currentTerm === term;
}

/** Who has answered a heartbeat of this leadership with a reply sent in a stable period. */
function answeredAfter(
  stablePeriod: StablePeriod,
  leadership: Leadership,
  { event, node }: Moment,
): NodeMask {
  const { leader, term, answered } = leadership;
  if (node !== leader || event.kind !== 'received') return answered;
  const { from, meaning, sentAtMs } = event;
  const isAnswer = meaning.kind === 'appendReply' && meaning.term === term;
  const counts = isAnswer && sentAtMs >= stablePeriod.fromMs && isMember(stablePeriod.core, from);
  return counts ? withMember(answered, from) : answered;
}

/** The leader steps down, or a node stands for election or follows one that does. */
function breaksPeace(moment: Moment): boolean {
  const { before, after } = moment;
  if (after === null) return false;
  const isLater = before !== null && after.currentTerm > before.currentTerm;
  return isLater || after.role === 'candidate' || leadershipEnded(moment);
}

function accuse(
  stablePeriod: StablePeriod,
  leadership: Leadership,
  settled: Settled,
  moment: Moment,
  judge: Judge,
): void {
  const { step, timeMs } = moment;
  const leader = nodeName(leadership.leader);
  const deed = deedOf(moment);
  const since: Because[] =
    stablePeriod.step === 0
      ? []
      : [{ step: stablePeriod.step, text: 'this was the last fault that began or ended' }];
  const stoodMs = Math.round(timeMs - settled.timeMs);
  const core = membersOf(stablePeriod.core);
  const peers = core.filter((node) => node !== leadership.leader);
  // A leader alone has nobody to answer it.
  const answered =
    peers.length === 0 ? `${leader} came to lead` : `${namesOf(peers)} had answered ${leader}`;
  const united = `${namesOf(core)} ${core.length === 1 ? 'was' : 'were'}`;
  judge.violated({
    observed: `${deed}, ${stoodMs} ms after ${answered}, and without a new fault.`,
    because: inOrder([
      ...since,
      { step: leadership.step, text: `${united} in term ${leadership.term}, led by ${leader}` },
      ...(peers.length === 0 ? [] : [{ step: settled.step, text: answered }]),
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
