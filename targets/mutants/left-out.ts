/** Defects that somebody had and that have no mutant here, each with what it would take. */

export interface LeftOut {
  /** The number of the defect among the mutants; null if it has none. */
  readonly catalogueId: string | null;
  /** One line, for lists. */
  readonly title: string;
  readonly why: string;
}

const NO_PRE_VOTE = 'The core has no PreVote: a server stands for election without asking first.';
const NO_MEMBERSHIP = 'The core has no membership changes: a cluster is told its size at boot.';
const NO_SNAPSHOTS = 'The core has no snapshots: its log starts at index 1 for ever.';
const NO_READS = 'The core serves no reads, so there are no leases and nothing to be stale.';

export const LEFT_OUT: readonly LeftOut[] = [
  {
    catalogueId: 'LE-16',
    title: 'the majority is taken of the peers that can be reached',
    why: 'A core that sends and receives messages does not see which links are up.',
  },
  {
    catalogueId: 'LV-09',
    title: 'servers that do not all reach each other depose one leader after the other',
    why:
      'Without PreVote that is how the paper has it, and leaders are owed once all links are up ' +
      'again: then nothing is partial any more.',
  },
  {
    catalogueId: 'LS-01',
    title: 'pre-votes of a lower term are dropped, and two servers ignore each other for ever',
    why: NO_PRE_VOTE,
  },
  {
    catalogueId: 'LS-02',
    title: 'a pre-vote changes what only a vote may change',
    why: NO_PRE_VOTE,
  },
  {
    catalogueId: 'LS-03',
    title: 'a pre-vote is granted where the vote will be refused',
    why: NO_PRE_VOTE,
  },
  {
    catalogueId: 'LS-04',
    title: 'membership changes before the leader has committed an entry of its term',
    why: NO_MEMBERSHIP,
  },
  {
    catalogueId: 'LS-05',
    title: 'a configuration counts from when it is applied, not from when it is appended',
    why: NO_MEMBERSHIP,
  },
  {
    catalogueId: 'LS-06',
    title: 'a server that was removed goes on voting or leading',
    why: NO_MEMBERSHIP,
  },
  {
    catalogueId: 'LS-07',
    title: 'a lease outlives a transfer of leadership',
    why: `${NO_READS} Nor can leadership be transferred.`,
  },
  {
    catalogueId: 'LS-08',
    title: 'a lease is measured with a clock that jumps or drifts',
    why: NO_READS,
  },
  {
    catalogueId: 'LS-09',
    title: 'a leader answers reads before it knows that it still leads',
    why: NO_READS,
  },
  {
    catalogueId: 'LS-10',
    title: 'a snapshot that is installed leaves the wrong log or the wrong term behind',
    why: NO_SNAPSHOTS,
  },
  {
    catalogueId: null,
    title: 'a leader counts replies to messages of an earlier leadership of its own',
    why:
      'It is unsafe: what the peer acknowledged may have been overwritten since. The shortest ' +
      'run that is known takes 24 decisions with five servers, and no hunt has met one. ' +
      'test/targets/older-replies-counted.test.ts plays it.',
  },
];
