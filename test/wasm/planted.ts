/** Defects planted in the published etcd/raft: lines of its sources, replaced while it is built. */

/** A line of a file of the library, and what stands there instead. */
export interface Replacement {
  readonly file: string;
  readonly line: string;
  readonly by: string;
}

export const ETCD = 'go.etcd.io/raft/v3';

const inRaft = (line: string, by: string): Replacement => ({ file: 'raft.go', line, by });

/** Whoever asks gets the vote, whether it was given to another or not. */
export const VOTE_IGNORED = [
  inRaft('canVote := r.Vote == m.GetFrom() ||', 'canVote := true || r.Vote == m.GetFrom() ||'),
];

/** Votes are counted, not voters: a vote that arrives twice counts twice. */
export const VOTES_COUNTED_TWICE = [
  inRaft('Vote uint64', 'Vote uint64; grants int'),
  inRaft('r.trk.ResetVotes()', 'r.trk.ResetVotes(); r.grants = 0'),
  inRaft(
    'gr, rj, res := r.poll(m.GetFrom(), m.GetType(), !m.GetReject())',
    `gr, rj, res := r.poll(m.GetFrom(), m.GetType(), !m.GetReject())
		if !m.GetReject() { r.grants++ }
		if r.grants > len(r.trk.Voters.IDs())/2 { res = quorum.VoteWon }`,
  ),
];

/** An entry on a majority counts as committed, whatever its term (section 5.4.2 forbids it). */
export const OLDER_TERM_COMMITTED = [
  {
    file: 'log.go',
    line: 'if at.term != 0 && at.index > l.committed && l.matchTerm(at) {',
    by: 'if at.term != 0 && at.index > l.committed {',
  },
];
