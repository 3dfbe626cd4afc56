/**
 * Time is judged in windows: in each, a leader must hear from enough peers to be a majority with
 * them, or give up. Any message of a peer counts, so that the benefit of doubt is the leader's.
 */
import type { NodeId } from '../trace/view.ts';
import { majorityOf, nodeName } from '../trace/view.ts';
import { SOUND, isOnTime, slowness } from './condition.ts';
import { separationOf, separationStory, type Separation } from './disturbance.ts';
import { electedText, leadershipEnded, newLeader, type Elected } from './leadership.ts';
import { NO_NODES, isMember, membersOf, sizeOf, withMember, type NodeMask } from './node-mask.ts';
import { property, type Judge, type Moment } from './property.ts';
import { contactWindowMs } from './quorum-contact.ts';
import { counted, inOrder, namesOf } from './wording.ts';

/** A leader under observation. */
interface Leadership {
  readonly elected: Elected;
  readonly fromMs: number;
  /** The end of its window; Infinity while its node cannot be expected to be on time. */
  readonly endsMs: number;
  readonly heard: NodeMask;
  /** Enough have been heard in this window; the rest does not matter. */
  readonly hasQuorum: boolean;
}

interface Memory {
  readonly windowMs: number;
  /** Peers that are a majority together with the leader. */
  readonly peersNeeded: number;
  readonly leaderships: readonly (Leadership | null)[];
  /** The latest fault that took nodes out of reach. */
  readonly separation: Separation | null;
}

/** Check quorum: no leader for ever on the wrong side of a partition. */
export const staleLeaderStepsDown = property<Memory>({
  id: 'stale-leader-steps-down',
  kind: 'liveness',
  claim: 'a leader that hears from no quorum steps down',
  source:
    'Ongaro, dissertation, section 6.2: "a leader in Raft steps down if an election timeout ' +
    'elapses without a successful round of heartbeats to a majority of its cluster"',
  requires: 'quorumCheck',
  start: (facts) => ({
    windowMs: contactWindowMs(facts),
    peersNeeded: majorityOf(facts.nodes) - 1,
    leaderships: new Array<Leadership | null>(facts.nodes).fill(null),
    separation: null,
  }),
  on: {
    leaderReceived(memory, { event, node }, judge) {
      const leadership = memory.leaderships[node - 1];
      if (leadership === null || leadership === undefined || leadership.hasQuorum) return memory;
      if (event.kind !== 'received' || isMember(leadership.heard, event.from)) return memory;
      const { elected, fromMs, endsMs } = leadership;
      const heard = withMember(leadership.heard, event.from);
      const hasQuorum = sizeOf(heard) >= memory.peersNeeded;
      const known = withLeadership(memory, node, { elected, fromMs, endsMs, heard, hasQuorum });
      if (hasQuorum) judge.listen(lacksQuorum(known));
      return known;
    },
    leadership(memory, moment, judge) {
      const known = leadershipEnded(moment) ? dethroned(memory, moment, judge) : memory;
      const leader = newLeader(moment);
      if (leader === null || memory.peersNeeded === 0) return known;
      return observed(known, moment.node, windowFrom(known, leader.elected, moment), judge);
    },
    disturbed(memory, moment, judge) {
      const cause = separationOf(moment) ?? memory.separation;
      const known = cause === memory.separation ? memory : { ...memory, separation: cause };
      const leadership = moment.node === 0 ? null : known.leaderships[moment.node - 1];
      if (leadership === null || leadership === undefined) return known;
      const window = windowFrom(known, leadership.elected, moment);
      return observed(known, moment.node, window, judge);
    },
    due(memory, moment, judge) {
      let known = memory;
      for (const leadership of memory.leaderships) {
        if (leadership === null || leadership.endsMs > moment.timeMs) continue;
        if (!leadership.hasQuorum) stillLeads(known, leadership, moment, judge);
        const next = windowFrom(known, leadership.elected, moment);
        known = observed(known, leadership.elected.node, next, judge);
      }
      return known;
    },
  },
});

/** A new window for a leader, from now on or from when its node is no longer held up. */
function windowFrom(memory: Memory, elected: Elected, moment: Moment): Leadership {
  const { conditions } = moment.circumstances.lingeringEffects;
  const condition = conditions[elected.node - 1] ?? SOUND;
  const fromMs = Math.max(moment.timeMs, condition.heldUpUntilMs);
  const endsMs = isOnTime(condition) ? fromMs + memory.windowMs * slowness(condition) : Infinity;
  return { elected, fromMs, endsMs, heard: NO_NODES, hasQuorum: false };
}

/** The memory with this leadership of a node; the judge is woken at the end of the next window. */
function observed(
  memory: Memory,
  node: NodeId,
  leadership: Leadership | null,
  judge: Judge,
): Memory {
  const known = withLeadership(memory, node, leadership);
  let nextMs = Infinity;
  for (const one of known.leaderships) if (one !== null && one.endsMs < nextMs) nextMs = one.endsMs;
  judge.wakeAt(nextMs);
  judge.listen(lacksQuorum(known));
  return known;
}

/** Whether it still matters from whom a leader hears. */
function lacksQuorum({ leaderships }: Memory): boolean {
  return leaderships.some((leadership) => leadership !== null && !leadership.hasQuorum);
}

/** Written out, not spread: this one is made for every few messages to a leader. */
function withLeadership(memory: Memory, node: NodeId, leadership: Leadership | null): Memory {
  const { windowMs, peersNeeded, separation } = memory;
  const leaderships = memory.leaderships.with(node - 1, leadership);
  return { windowMs, peersNeeded, leaderships, separation };
}

/**
 * A leader no longer leads. It was the claim's doing if it gave up within its term, or if it had
 * been alone for long.
 */
function dethroned(memory: Memory, moment: Moment, judge: Judge): Memory {
  const { node, before, after, timeMs } = moment;
  const leadership = memory.leaderships[node - 1];
  if (leadership === null || leadership === undefined) return memory;
  const gaveUp = after !== null && after.currentTerm === before?.currentTerm;
  const wasAlone = !leadership.hasQuorum && timeMs - leadership.fromMs > memory.windowMs / 2;
  if (after !== null && (gaveUp || wasAlone)) judge.exercised();
  return observed(memory, node, null, judge);
}

function stillLeads(
  memory: Memory,
  leadership: Leadership,
  { step, timeMs, views }: Moment,
  judge: Judge,
): void {
  const { elected, heard, fromMs } = leadership;
  const leader = `${nodeName(elected.node)} is still leader of term ${elected.term}`;
  const peers = views.flatMap((_, slot) => (slot + 1 === elected.node ? [] : [slot + 1]));
  const contacts = membersOf(heard);
  const heardFrom = counted(contacts.length, 'peer');
  const names =
    contacts.length === 0 ? `nothing from ${namesOf(peers)}` : `only from ${namesOf(contacts)}`;
  const passed = `for ${Math.round(timeMs - fromMs)} ms`;
  const text = `${passed} ${nodeName(elected.node)} had heard ${names}`;
  const needed = memory.peersNeeded;
  const cause = separationStory(memory.separation);
  judge.violated({
    observed: `${leader}, though ${passed} it has heard from ${heardFrom}; it needs ${needed}.`,
    because: inOrder([electedText(elected), ...cause, { step, text }]),
    step,
    timeMs,
  });
}
