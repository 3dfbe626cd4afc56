import type { NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { firstDifference } from './logs.ts';
import { electedText, isSameLeadership, newLeader, type Elected } from './leadership.ts';
import { property, type Judge, type Moment } from './property.ts';
import { entryText, logText } from './wording.ts';

interface Known {
  /** The node's latest election. */
  readonly elected: Elected | null;
  /** When its log last changed. */
  readonly step: number;
}

/** While a node leads a term, its log only grows. */
export const leaderAppendOnly = property<readonly Known[]>({
  id: 'leader-append-only',
  kind: 'safety',
  claim: 'a leader only appends to its log',
  source:
    'Raft paper, Figure 3, Leader Append-Only: "a leader never overwrites or deletes entries in ' +
    'its log; it only appends new entries"',
  start: ({ nodes }) => new Array<Known>(nodes).fill({ elected: null, step: 0 }),
  // Judged by what is seen before and after, not by what was.
  safetyState: () => null,
  forWitness: ['leadership'],
  on: {
    leadership(memory, moment) {
      const leader = newLeader(moment);
      if (leader === null) return memory;
      const slot = moment.node - 1;
      return memory.with(slot, { elected: leader.elected, step: memory[slot]?.step ?? 0 });
    },
    log(memory, moment, judge) {
      const { node, before, after, step } = moment;
      const known = memory[node - 1];
      if (known === undefined || after === null) return memory;
      if (before !== null && isSameLeadership(before, after)) {
        judgeGrowth(before, after, known, moment, judge);
      }
      return memory.with(node - 1, { elected: known.elected, step });
    },
  },
});

function judgeGrowth(
  before: NodeView,
  after: NodeView,
  known: Known,
  { node, step, timeMs }: Moment,
  judge: Judge,
): void {
  const index = firstDifference(before.log, after.log, before.log.length);
  if (index === 0) return judge.exercised();
  const name = nodeName(node);
  const was = entryText(before.log[index - 1]);
  const deed = index > after.log.length ? `deleted ${was}` : `overwrote ${was}`;
  judge.violated({
    observed: `${name}, leader of term ${after.currentTerm}, ${deed} at index ${index} of its log.`,
    because: [
      ...(known.elected === null ? [] : [electedText(known.elected)]),
      { step: known.step, text: `the log of ${name} was ${logText(before.log)}` },
      { step, text: `the log of ${name} was ${logText(after.log)}` },
    ],
    step,
    timeMs,
  });
}
