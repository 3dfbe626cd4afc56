/**
 * What is committed must reach the state machine: the next entry each time, none left out. The
 * order is judged at once. Promptness is judged by the clock: a node may apply in its own time, but
 * not leave an entry lying for long.
 */
import type { LogEntry, NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { SOUND, isOnTime, slowness } from './condition.ts';
import { isSameEntry } from './logs.ts';
import { property, type Because, type Judge, type Moment } from './property.ts';
import { committedText, entryText } from './wording.ts';

/** Longest election timeouts until a committed entry must have been applied. */
export const APPLIED_WITHIN_TIMEOUTS = 2;

/** What one node has applied. */
interface Applied {
  /** The latest index since it booted; null after a restart, until it applies something. */
  readonly index: number | null;
  readonly step: number;
  /** The highest index over all its lives: a state machine may outlive its process. */
  readonly highest: number;
}

/** Committed entries that were seen to wait. */
interface Waiting {
  readonly upTo: number;
  readonly sinceMs: number;
  /** When that was seen first. */
  readonly step: number;
}

interface Memory {
  readonly withinMs: number;
  readonly applied: readonly Applied[];
  readonly waiting: readonly (Waiting | null)[];
  /** The judge will look at all nodes. */
  readonly isWatching: boolean;
}

const NOTHING: Applied = { index: 0, step: 0, highest: 0 };

/** "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied]". */
export const appliesCommitted = property<Memory>({
  id: 'applies-committed',
  kind: 'safety',
  claim: 'what is committed is applied: in order, in time, and nothing else',
  source:
    'Raft paper, Figure 2, Rules for Servers, All Servers: "If commitIndex > lastApplied: ' +
    'increment lastApplied, apply log[lastApplied] to state machine"',
  requires: 'applies',
  start: ({ nodes, electionTimeoutMaxMs }) => ({
    withinMs: APPLIED_WITHIN_TIMEOUTS * electionTimeoutMaxMs,
    applied: new Array<Applied>(nodes).fill(NOTHING),
    waiting: new Array<Waiting | null>(nodes).fill(null),
    isWatching: false,
  }),
  // Without a clock, all that counts is which index comes next.
  safetyState: ({ applied }) => applied.map(({ index }) => index),
  forWitness: ['commit'],
  on: {
    disturbed(memory, moment) {
      const { event, node } = moment;
      if (node === 0) return memory;
      const { highest, index } = memory.applied[node - 1] ?? NOTHING;
      // Who never applied anything begins with the first entry, whatever outlives the process.
      const isForgotten = event.kind === 'crashed' && highest > 0 && index !== null;
      // Whatever is done to a node, it gets its time anew.
      const isWaiting = memory.waiting[node - 1] !== null;
      if (!isForgotten && !isWaiting) return memory;
      const waiting = isWaiting ? memory.waiting.with(node - 1, null) : memory.waiting;
      const restarted = { index: null, step: 0, highest };
      const applied = isForgotten ? memory.applied.with(node - 1, restarted) : memory.applied;
      return { ...memory, waiting, applied };
    },
    commit(memory, { timeMs }, judge) {
      // Most entries are applied at once: all nodes are looked at now and then, not at each commit.
      if (memory.isWatching) return memory;
      judge.wakeAt(timeMs + memory.withinMs);
      return { ...memory, isWatching: true };
    },
    applied(memory, moment, judge) {
      const { event, node, step } = moment;
      if (event.kind !== 'applied') return memory;
      const { index, entry } = event;
      const known = memory.applied[node - 1] ?? NOTHING;
      judgeNext(known, index, entry, moment, judge);
      const { withinMs, waiting, isWatching } = memory;
      const highest = Math.max(known.highest, index);
      const applied = memory.applied.with(node - 1, { index, step, highest });
      return { withinMs, applied, waiting, isWatching };
    },
    due: (memory, moment, judge) => looked(memory, moment, judge),
  },
});

/** The entry must be the next one, known to be committed, and that of the node's own log. */
function judgeNext(
  known: Applied,
  index: number,
  entry: LogEntry,
  { node, after, step, timeMs }: Moment,
  judge: Judge,
): void {
  judge.exercised();
  const name = nodeName(node);
  const accuse = (why: string, because: readonly Because[]): void =>
    judge.violated({
      observed: `${name} applied entry ${index}, ${why}.`,
      because: [...because, { step, text: `${name} applied entry ${index}` }],
      step,
      timeMs,
    });
  if (known.index !== null && index !== known.index + 1) {
    const latest = known.index === 0 ? 'nothing' : `entry ${known.index}`;
    const text = `${name} applied ${latest}`;
    accuse(
      `and had applied ${latest} before it`,
      known.step === 0 ? [] : [{ step: known.step, text }],
    );
    return;
  }
  if (after === null) return;
  if (index > after.commitIndex) {
    accuse(`though it knew of no commit behind index ${after.commitIndex}`, []);
    return;
  }
  const own = after.log[index - 1];
  if (own === undefined || isSameEntry(own, entry)) return;
  accuse(`${entryText(entry)}, though its log held ${entryText(own)} there`, []);
}

/** Looks at what waits at each node: what waited before, and still does, is overdue. */
function looked(memory: Memory, moment: Moment, judge: Judge): Memory {
  const { views, step, timeMs, circumstances } = moment;
  const { conditions } = circumstances.lingeringEffects;
  const waiting = views.map((view, slot): Waiting | null => {
    const known = memory.waiting[slot] ?? null;
    const applied = appliedBy(memory, slot);
    if (view === null || view.commitIndex <= applied) return null;
    const condition = conditions[slot] ?? SOUND;
    if (!isOnTime(condition) || condition.heldUpUntilMs > timeMs) return null;
    if (known === null || known.upTo <= applied) {
      return { upTo: view.commitIndex, sinceMs: timeMs, step };
    }
    const waitedMs = timeMs - known.sinceMs;
    if (waitedMs < memory.withinMs * slowness(condition)) return known;
    overdue(slot + 1, known, applied, moment, view, judge);
    return known;
  });
  const isWatching = views.some(
    (view, slot) => view !== null && view.commitIndex > appliedBy(memory, slot),
  );
  if (isWatching) judge.wakeAt(timeMs + memory.withinMs);
  return { ...memory, waiting, isWatching };
}

/** Up to where it has applied; after a restart at least as far as it had before. */
function appliedBy({ applied }: Memory, slot: number): number {
  const { index, highest } = applied[slot] ?? NOTHING;
  return index ?? highest;
}

function overdue(
  node: NodeId,
  { upTo, sinceMs, step: since }: Waiting,
  applied: number,
  { step, timeMs }: Moment,
  view: NodeView,
  judge: Judge,
): void {
  const name = nodeName(node);
  const latest = applied === 0 ? 'nothing' : `entry ${applied}`;
  const next = entryText(view.log[applied]);
  judge.violated({
    observed:
      `${name} had not applied ${next} at index ${applied + 1}, ` +
      `${Math.round(timeMs - sinceMs)} ms or more after it had committed it.`,
    because: [
      { step: since, text: `${name} ${committedText(upTo)}` },
      { step, text: `${name} had applied ${latest}` },
    ],
    step,
    timeMs,
  });
}
