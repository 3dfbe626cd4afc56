/**
 * Counted in a window of peace: all nodes that are up follow one leader, hold the same log, and
 * nothing was done, proposed or committed for an election timeout. Then only heartbeats are left.
 */
import type { NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { agreedLeader } from './leadership.ts';
import { sizeOf } from './node-mask.ts';
import { property, type Judge, type Moment } from './property.ts';
import type { StablePeriod } from './stable-period.ts';

/** Heartbeat intervals in a window. */
export const WINDOW_HEARTBEATS = 10;

/** So many times a heartbeat to each peer and its answer, in each interval, are no storm. */
export const MESSAGES_FACTOR = 3;

/** What was seen at the latest look, and how much had been sent by then. */
interface Look {
  readonly fromMs: number;
  readonly messages: number;
  readonly step: number;
  readonly views: readonly (NodeView | null)[];
  /** All is settled and nothing has changed: from here on only heartbeats are expected. */
  readonly isWindow: boolean;
  /** This peace was judged. */
  readonly isJudged: boolean;
}

interface Memory {
  readonly nodes: number;
  readonly timeoutMs: number;
  readonly heartbeatMs: number;
  readonly look: Look | null;
}

/** An idle cluster sends heartbeats and answers, and no more. */
export const quietWhenIdle = property<Memory>({
  id: 'quiet-when-idle',
  kind: 'liveness',
  claim: 'an idle cluster in peace sends little more than its heartbeats',
  source:
    'Raft paper, section 5.2: "Leaders send periodic heartbeats (AppendEntries RPCs that carry ' +
    'no log entries) to all followers in order to maintain their authority"',
  start: (facts) => ({
    nodes: facts.nodes,
    timeoutMs: facts.electionTimeoutMaxMs,
    heartbeatMs: facts.heartbeatMs,
    look: null,
  }),
  on: {
    disturbed: stirred,
    healed: stirred,
    proposed: stirred,
    due: looked,
  },
});

/** Something happened: peace must settle anew. */
function stirred(memory: Memory, { timeMs }: Moment, judge: Judge): Memory {
  if (memory.nodes === 1) return memory;
  judge.wakeAt(timeMs + memory.timeoutMs);
  return memory.look === null ? memory : { ...memory, look: null };
}

/**
 * Looks at all nodes. What changes in between need not be watched: if they look the same as before,
 * and are settled, a window begins or is over.
 */
function looked(memory: Memory, moment: Moment, judge: Judge): Memory {
  const { timeoutMs, heartbeatMs, look } = memory;
  const { views, timeMs, messages, step, circumstances } = moment;
  const { stablePeriod } = circumstances;
  if (stablePeriod === null) return memory;
  const settledMs = stablePeriod.fromMs + timeoutMs;
  if (timeMs < settledMs) {
    judge.wakeAt(settledMs);
    return memory;
  }
  const isIdle = isSettled(stablePeriod, views) && look !== null && isAlike(look.views, views);
  if (isIdle && look.isWindow) closed(memory, look, moment, judge);
  const isJudged = isIdle && (look.isJudged || look.isWindow);
  const isWindow = isIdle && !isJudged;
  judge.wakeAt(timeMs + (isWindow ? WINDOW_HEARTBEATS * heartbeatMs : timeoutMs));
  const seen = { fromMs: timeMs, messages, step, views: [...views], isWindow, isJudged };
  return { ...memory, look: seen };
}

/** Whether nothing has happened to a role, a term, a log or a commit index. */
function isAlike(
  before: readonly (NodeView | null)[],
  after: readonly (NodeView | null)[],
): boolean {
  return after.every((view, slot) => {
    const known = before[slot] ?? null;
    if (view === known) return true;
    if (view === null || known === null) return false;
    return (
      view.role === known.role &&
      view.currentTerm === known.currentTerm &&
      view.log === known.log &&
      view.commitIndex === known.commitIndex
    );
  });
}

/** All nodes that are up reach each other, follow one leader, and hold and commit the same. */
function isSettled({ core }: StablePeriod, views: readonly (NodeView | null)[]): boolean {
  const up = views.filter((view) => view !== null);
  const leader = agreedLeader(views);
  const first = leader === null ? null : (views[leader - 1] ?? null);
  if (first === null || up.length !== sizeOf(core)) return false;
  return up.every(
    ({ log, commitIndex }) =>
      log.length === first.log.length &&
      log.at(-1)?.term === first.log.at(-1)?.term &&
      commitIndex === first.commitIndex,
  );
}

function closed(
  { nodes, heartbeatMs }: Memory,
  window: Look,
  { views, step, timeMs, messages }: Moment,
  judge: Judge,
): void {
  const sent = messages - window.messages;
  const heartbeats = (timeMs - window.fromMs) / heartbeatMs;
  // One interval more: rounds fall on the edges of the window.
  const most = MESSAGES_FACTOR * 2 * (nodes - 1) * (heartbeats + 1);
  if (sent <= most) return judge.exercised();
  const leader = nodeName(agreedLeader(views) ?? 0);
  const within = `in ${Math.round(timeMs - window.fromMs)} ms`;
  const usual = `heartbeats every ${heartbeatMs} ms and their answers are about`;
  const expected = Math.round(2 * (nodes - 1) * heartbeats);
  judge.violated({
    observed: `${sent} messages were sent ${within} of peace; ${usual} ${expected}.`,
    because: [
      { step: window.step, text: `all followed ${leader} and held the same, and nothing was new` },
      { step, text: `${sent} messages had been sent since` },
    ],
    step,
    timeMs,
  });
}
