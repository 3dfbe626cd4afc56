/**
 * Seen from outside: once no node can exchange messages with a majority, every leader must step
 * down, and no node can win an election. Any event that reconnects nodes or makes them late
 * restarts the time limit: two partners in turn can be a majority, too.
 */
import type { TraceEvent } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { heldUpUntilMs, inFlightUntilMs, type LingeringEffects } from './lingering-effects.ts';
import { slowness } from './condition.ts';
import { isQuorumConnected } from './connectivity.ts';
import { separationOf, separationStory, type Separation } from './disturbance.ts';
import { electedText, newLeader, type Elected } from './leadership.ts';
import { property, type Judge, type Moment } from './property.ts';
import { contactWindowMs } from './quorum-contact.ts';
import { inOrder } from './wording.ts';

/** No node can exchange messages with a majority. */
interface Split {
  readonly fromMs: number;
  /** From then on there may be no leader; Infinity while a disk is slow. */
  readonly endsMs: number;
  readonly cause: Separation | null;
}

interface Memory {
  readonly windowMs: number;
  readonly split: Split | null;
  /** The latest election of each node, n1's first. */
  readonly elections: readonly (Elected | null)[];
}

/** What the lab's tester asks: without a quorum, no leader. */
export const noLeaderWithoutQuorum = property<Memory>({
  id: 'no-leader-without-quorum',
  kind: 'liveness',
  claim: 'where no majority is connected, nobody stays or becomes leader',
  source:
    'Raft paper, section 5.2: a leader needs "votes from a majority of the servers in the full ' +
    'cluster"; Ongaro, dissertation, section 6.2: it steps down without a majority',
  requires: 'quorumCheck',
  start: (facts) => ({
    windowMs: contactWindowMs(facts),
    split: null,
    elections: new Array<Elected | null>(facts.nodes).fill(null),
  }),
  on: {
    disturbed(memory, moment, judge) {
      const { cuts, down, lingeringEffects } = moment.circumstances;
      const isPaused = (node: NodeId): boolean => pausedIn(lingeringEffects, node);
      if (isQuorumConnected(cuts, down, isPaused)) {
        judge.wakeAt(Infinity);
        return memory.split === null ? memory : { ...memory, split: null };
      }
      if (memory.split !== null && !startsAnew(moment.event)) return memory;
      const split = splitFrom(memory, moment);
      judge.wakeAt(split.endsMs);
      return { ...memory, split };
    },
    leadership(memory, moment, judge) {
      const leader = newLeader(moment);
      if (leader === null) return memory;
      const elections = memory.elections.with(moment.node - 1, leader.elected);
      const known = { ...memory, elections };
      const isOver = memory.split !== null && moment.timeMs > memory.split.endsMs;
      if (isOver) judgeNow(known, moment, judge);
      return known;
    },
    due(memory, moment, judge) {
      judgeNow(memory, moment, judge);
      return memory;
    },
  },
});

/** Cuts, crashes and pauses only take away; all else can bring a late vote, or a late check. */
function startsAnew({ kind }: TraceEvent): boolean {
  return kind !== 'linksCut' && kind !== 'crashed' && kind !== 'paused';
}

function splitFrom({ windowMs, split }: Memory, moment: Moment): Split {
  const { lingeringEffects } = moment.circumstances;
  const nowMs = moment.timeMs;
  const { conditions } = lingeringEffects;
  const fromMs = Math.max(
    nowMs,
    inFlightUntilMs(lingeringEffects, nowMs),
    heldUpUntilMs(lingeringEffects),
  );
  const slowest = Math.max(...conditions.map(slowness));
  const hasSlowDisk = conditions.some(({ syncMs }) => syncMs > 0);
  const endsMs = hasSlowDisk ? Infinity : fromMs + windowMs * slowest;
  return { fromMs, endsMs, cause: separationOf(moment) ?? split?.cause ?? null };
}

function pausedIn({ conditions }: LingeringEffects, node: NodeId): boolean {
  return conditions[node - 1]?.isPaused === true;
}

/** The time is over: a node that is up, awake, and still or again leads breaks the claim. */
function judgeNow(memory: Memory, moment: Moment, judge: Judge): void {
  const { views, step, timeMs, circumstances } = moment;
  const { split, elections } = memory;
  if (split === null) return;
  const slot = views.findIndex(
    (view, index) =>
      view?.role === 'leader' && !pausedIn(circumstances.lingeringEffects, index + 1),
  );
  if (slot === -1) return judge.exercised();
  const elected = elections[slot] ?? null;
  const passed = `for ${Math.round(timeMs - split.fromMs)} ms`;
  const text = `${passed} no node could exchange messages with a majority`;
  const leader = `${nodeName(slot + 1)} is leader of term ${views[slot]?.currentTerm ?? 0}`;
  judge.violated({
    observed: `${leader}, though ${passed} no node could exchange messages with a majority.`,
    because: inOrder([
      ...(elected === null ? [] : [electedText(elected)]),
      ...separationStory(split.cause),
      { step, text },
    ]),
    step,
    timeMs,
  });
}
