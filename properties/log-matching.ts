/**
 * A log is judged whenever it changes: against itself, and against the logs of all nodes that are
 * up. It is enough to look below the highest index at which two logs agree on the term.
 */
import type { LogEntry, NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { firstDifference, firstTermDrop, lastSharedIndex } from './logs.ts';
import { property, type Because, type Judge, type Moment } from './property.ts';
import { entryText, inOrder, logText } from './wording.ts';

type Log = readonly LogEntry[];

/** When a node's log last changed. */
interface Changed {
  readonly step: number;
}

/** Log Matching of Figure 3, and that terms never decrease along a log. */
export const logMatching = property<readonly Changed[]>({
  id: 'log-matching',
  kind: 'safety',
  claim: 'logs agree up to each shared entry, and terms never fall within a log',
  source:
    'Raft paper, Figure 3, Log Matching: "if two logs contain an entry with the same index and ' +
    'term, then the logs are identical in all entries up through the given index"; terms in a ' +
    'log never decrease, since a leader appends only entries of its own term (section 5.3)',
  start: ({ nodes }) => new Array<Changed>(nodes).fill({ step: 0 }),
  // Judged by what is seen before and after, not by what was.
  safetyState: () => null,
  on: {
    log(changes, moment, judge) {
      const { node, after, views, step } = moment;
      if (after === null) return changes;
      const known = changes.with(node - 1, { step });
      if (after.log.length === 0) return known;
      judgeTerms(after.log, moment, judge);
      for (let other = 1; other <= views.length; other += 1) {
        const view = views[other - 1];
        if (other === node || view === null || view === undefined) continue;
        judgePair(after.log, other, view.log, known, moment, judge);
      }
      return known;
    },
  },
});

function judgeTerms(log: Log, { node, step, timeMs }: Moment, judge: Judge): void {
  const index = firstTermDrop(log);
  if (index === 0) return;
  const name = nodeName(node);
  const [above, below] = [entryText(log[index - 2]), entryText(log[index - 1])];
  judge.violated({
    observed: `The log of ${name} goes back in term at index ${index}: ${below} follows ${above}.`,
    because: [logAt(node, log, step)],
    step,
    timeMs,
  });
}

function judgePair(
  log: Log,
  other: NodeId,
  otherLog: Log,
  changes: readonly Changed[],
  { node, step, timeMs }: Moment,
  judge: Judge,
): void {
  const shared = lastSharedIndex(log, otherLog);
  if (shared === 0) return;
  judge.exercised();
  const index = firstDifference(log, otherLog, shared);
  if (index === 0) return;
  const names = `${nodeName(node)} and ${nodeName(other)}`;
  const agreement = `${names} agree on term ${log[shared - 1]?.term ?? 0} at index ${shared}`;
  const [one, two] = [entryText(log[index - 1]), entryText(otherLog[index - 1])];
  judge.violated({
    observed: `${agreement}, but at index ${index} one holds ${one}, the other ${two}.`,
    because: inOrder([
      logAt(other, otherLog, changes[other - 1]?.step ?? 0),
      logAt(node, log, step),
    ]),
    step,
    timeMs,
  });
}

function logAt(node: NodeId, log: Log, step: number): Because {
  return { step, text: `the log of ${nodeName(node)} was ${logText(log)}` };
}
