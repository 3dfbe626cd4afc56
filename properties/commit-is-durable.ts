/**
 * Counted on the disks, those of nodes that are down included: what a majority would remember
 * after a crash of everyone at this moment.
 */
import type { LogEntry, NodeId } from '../trace/view.ts';
import { majorityOf, nodeName } from '../trace/view.ts';
import { leaderCommit, type LeaderCommit } from './leader-commit.ts';
import { isSameEntry } from './logs.ts';
import { property, type Because, type Moment } from './property.ts';
import { entryText, inOrder, logText, namesFrom } from './wording.ts';

/** The log on a node's disk, and when the disk last changed. */
interface OnDisk {
  readonly log: readonly LogEntry[];
  readonly step: number;
}

/** For targets that have a disk: without one, nothing is ever durable. */
export const commitIsDurable = property<readonly OnDisk[]>({
  id: 'commit-is-durable',
  kind: 'safety',
  claim: 'a committed entry is on the disks of a majority',
  source:
    'Raft paper, section 5.3: "A log entry is committed once the leader that created the entry ' +
    'has replicated it on a majority of the servers"; Figure 2: the log is "Updated on stable ' +
    'storage before responding to RPCs"',
  start: ({ nodes }) => new Array<OnDisk>(nodes).fill({ log: [], step: 0 }),
  safetyState: (disks) => disks.map(({ log }) => log),
  on: {
    persisted(disks, { event, node, step }) {
      if (event.kind !== 'persisted') return disks;
      const { log } = event.durable;
      return disks[node - 1]?.log === log ? disks : disks.with(node - 1, { log, step });
    },
    commit(disks, moment, judge) {
      const commit = leaderCommit(moment);
      if (commit === null) return disks;
      const entry = commit.leader.log[commit.to - 1];
      const holders = holdersOf(disks, commit.to, entry);
      const needed = majorityOf(disks.length);
      judge.exercised();
      if (holders.length >= needed) return disks;
      const { node, step, timeMs } = moment;
      const what = `${entryText(entry)} at index ${commit.to}`;
      const held = `${holders.length} of ${disks.length} disks held it`;
      judge.violated({
        observed: `${nodeName(node)} committed ${what} while ${held}; a majority is ${needed}.`,
        because: because(disks, holders, commit, moment),
        step,
        timeMs,
      });
      return disks;
    },
  },
});

function holdersOf(disks: readonly OnDisk[], index: number, entry: LogEntry | undefined): NodeId[] {
  if (entry === undefined) return [];
  return disks.flatMap(({ log }, slot) => (isSameEntry(log[index - 1], entry) ? [slot + 1] : []));
}

/** What the disks of those held that the leader counted, and should not have. */
function because(
  disks: readonly OnDisk[],
  holders: readonly NodeId[],
  { leader, to }: LeaderCommit,
  { node, step }: Moment,
): Because[] {
  const lacking = disks.flatMap(({ log, step: written }, slot): Because[] => {
    const isCounted = (leader.matchIndex?.[slot] ?? 0) >= to;
    if (!isCounted || holders.includes(slot + 1)) return [];
    return [{ step: written, text: `the disk of ${nodeName(slot + 1)} held ${logText(log)}` }];
  });
  const counted = (leader.matchIndex ?? []).flatMap((match, slot) =>
    match >= to ? [slot + 1] : [],
  );
  const text = `${nodeName(node)} counted ${namesFrom(node, counted)} as holding index ${to}`;
  return inOrder([...lacking, { step, text }]);
}
