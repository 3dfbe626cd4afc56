/**
 * Judged by what is applied. Within one incarnation no index is applied twice: lastApplied is
 * "initialized to 0, increases monotonically" (Figure 2).
 */
import type { LogEntry, NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { isSameEntry } from './logs.ts';
import { property, type Judge, type Moment } from './property.ts';
import { entryText } from './wording.ts';

interface First {
  readonly entry: LogEntry;
  readonly node: NodeId;
  readonly step: number;
}

interface Last {
  readonly index: number;
  readonly step: number;
}

interface Memory {
  /** Who first applied an entry at each index, that of index 1 first. */
  readonly applied: readonly (First | null)[];
  /** What each node applied last since it booted, n1's first. */
  readonly last: readonly Last[];
}

const NOTHING: Last = { index: 0, step: 0 };

/** State Machine Safety of Figure 3. */
export const stateMachineSafety = property<Memory>({
  id: 'state-machine-safety',
  kind: 'safety',
  claim: 'no two nodes apply different entries at one index',
  source:
    'Raft paper, Figure 3, State Machine Safety: "if a server has applied a log entry at a given ' +
    'index to its state machine, no other server will ever apply a different log entry for the ' +
    'same index"; Figure 2: lastApplied "increases monotonically"',
  start: ({ nodes }) => ({ applied: [], last: new Array<Last>(nodes).fill(NOTHING) }),
  safetyState: ({ applied, last }) => [
    applied.map((first) => first?.entry ?? null),
    last.map(({ index }) => index),
  ],
  on: {
    disturbed(memory, { event, node }) {
      if (event.kind !== 'booted') return memory;
      return { applied: memory.applied, last: memory.last.with(node - 1, NOTHING) };
    },
    applied(memory, moment, judge) {
      const { event, node, step } = moment;
      if (event.kind !== 'applied') return memory;
      const { index, entry } = event;
      judgeOrder(memory.last[node - 1] ?? NOTHING, index, moment, judge);
      const first = memory.applied[index - 1] ?? null;
      if (first !== null) judgeEntry(first, index, entry, moment, judge);
      return {
        applied:
          first !== null ? memory.applied : filled(memory.applied, index, { entry, node, step }),
        last: memory.last.with(node - 1, { index, step }),
      };
    },
  },
});

function judgeOrder(last: Last, index: number, { node, step, timeMs }: Moment, judge: Judge): void {
  if (index > last.index) return;
  const name = nodeName(node);
  judge.violated({
    observed: `${name} applied index ${index} after it had applied index ${last.index}.`,
    because: [
      { step: last.step, text: `${name} applied index ${last.index}` },
      { step, text: `${name} applied index ${index}` },
    ],
    step,
    timeMs,
  });
}

function judgeEntry(
  first: First,
  index: number,
  entry: LogEntry,
  { node, step, timeMs }: Moment,
  judge: Judge,
): void {
  judge.exercised();
  if (isSameEntry(first.entry, entry)) return;
  const before = `${nodeName(first.node)} applied ${entryText(first.entry)}`;
  const now = `${nodeName(node)} applied ${entryText(entry)}`;
  judge.violated({
    observed: `At index ${index} ${before}, and ${now}.`,
    because: [
      { step: first.step, text: `${before} at index ${index}` },
      { step, text: `${now} at index ${index}` },
    ],
    step,
    timeMs,
  });
}

/** Puts a value at an index, with nothing at the indices that were skipped. */
function filled(list: readonly (First | null)[], index: number, first: First): (First | null)[] {
  const skipped = new Array<null>(Math.max(0, index - 1 - list.length)).fill(null);
  return [...list.slice(0, index - 1), ...skipped, first, ...list.slice(index)];
}
