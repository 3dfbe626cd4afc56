// The core as live code: its log is judged like that of any target, and so are defects in it.
import test from 'ava';
import type { PropertyId } from '../../properties/property.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { appendCutsWhatMatches } from '../../targets/mutants/append-cuts-what-matches.ts';
import { commitQuorumOffByOne } from '../../targets/mutants/commit-quorum-off-by-one.ts';
import { leaderEntryNotSynced } from '../../targets/mutants/leader-entry-not-synced.ts';
import { noElectionRestriction } from '../../targets/mutants/no-election-restriction.ts';
import { liveTarget, raftLive } from '../../targets/raft-live.ts';
import { raft } from '../../targets/raft.ts';
import { huntFor } from '../search/hunting/hunt-for.ts';

const TIMED = { engines: ['timed'], seed: 1, maxRuns: 400, searchFaults: [] } as const;

const DEFECTS = [
  commitQuorumOffByOne,
  leaderEntryNotSynced,
  appendCutsWhatMatches,
  noElectionRestriction,
];

for (const { id, target, breaks, nodes } of DEFECTS) {
  test(`Live code that has the defect ${id} breaks ${breaks}`, (t) => {
    const live = liveTarget(`${id}-live`, target);
    const { outcome, diverged } = hunt(
      live,
      huntFor(target, breaks as PropertyId, { ...TIMED, nodes }),
    );
    t.is(outcome.kind, 'violated', 'a defect in replication is not seen in live code');
    t.is(diverged, 0);
  });
}

/** What is said of logs, and of commits. */
const OF_LOGS: readonly PropertyId[] = [
  'commit-is-durable',
  'commit-monotonic',
  'commits-own-term',
  'leader-append-only',
  'log-matching',
  'match-monotonic',
  'progress',
  'state-machine-safety',
];

test('The core as live code is judged by all that is said of logs, and holds', (t) => {
  const { outcome, exercised } = hunt(raftLive, huntFor(raft, null, { ...TIMED, maxRuns: 60 }));
  t.is(outcome.kind, 'held');
  for (const id of OF_LOGS) {
    t.true((exercised[id] ?? 0) > 0, `${id} had nothing to judge: is the log shown?`);
  }
});
