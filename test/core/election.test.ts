// Standing for election and winning: section 5.2, and "Candidates" in Figure 2.
import test from 'ava';
import type { RaftState } from '../../core/state.ts';
import { LAB_TIMING, PAPER_TIMING } from '../../core/timing.ts';
import { appendEntries, requestVote, voteReply } from './messages.ts';
import { persisted, sent, timersCleared, timersSet } from './outcome.ts';
import { entries, fire, hear, index, server, setOf } from './servers.ts';

/** A candidate of term 2 hears these servers grant their votes. */
function votedFor(candidate: RaftState, voters: readonly number[]): RaftState {
  return voters.reduce((state, voter) => hear(state, voter, voteReply(2, true)).state, candidate);
}

test('5.2: to begin an election, a follower "increments its current term" and becomes candidate', (t) => {
  const { state } = fire(server({ term: 4, votedFor: 3 }), 'election');
  t.like(state, { role: 'candidate', currentTerm: 5 });
});

test('5.2: a candidate "votes for itself", and writes that vote down', (t) => {
  const election = fire(server({ self: 2, term: 4, votedFor: 3, log: [1, 4] }), 'election');
  t.like(election.state, { votedFor: 2, votesGranted: setOf([2]) });
  t.deepEqual(persisted(election), { currentTerm: 5, votedFor: 2, log: entries([1, 4]) });
});

test('5.2: it "issues RequestVote RPCs in parallel to each of the other servers"', (t) => {
  const election = fire(server({ self: 2, nodes: 5, term: 4, log: [1, 1, 4] }), 'election');
  const request = requestVote(2, 5, { index: 3, term: 4 });
  t.deepEqual(
    sent(election),
    [1, 3, 4, 5].map((to) => ({ to, message: request })),
  );
});

test('5.2: "Each candidate restarts its randomized election timeout at the start of an election"', (t) => {
  for (const timing of [PAPER_TIMING, LAB_TIMING]) {
    const { effects } = fire(server({ timing }), 'election');
    const { electionTimeoutMinMs: minMs, electionTimeoutMaxMs: maxMs } = timing;
    const timers = effects.filter(({ kind }) => kind === 'setTimer');
    t.deepEqual(timers, [{ kind: 'setTimer', timer: 'election', minMs, maxMs }]);
    t.true(minMs < maxMs, 'a timeout without a range splits votes for ever');
  }
});

test('5.2: when votes are split, "each candidate will time out and start a new election"', (t) => {
  const election = fire(
    server({ role: 'candidate', term: 2, votes: [1, 2], nodes: 5 }),
    'election',
  );
  t.like(election.state, { role: 'candidate', currentTerm: 3, votedFor: 1 });
  t.is(election.state.votesGranted, setOf([1]), 'votes of the old term count no more');
  t.is(sent(election).length, 4);
});

for (const nodes of [2, 3, 4, 5, 6, 7]) {
  test(`5.2: of ${nodes} servers, a candidate wins with "votes from a majority of the servers in the full cluster"`, (t) => {
    const candidate = server({ role: 'candidate', term: 2, nodes });
    const others = Array.from({ length: nodes - 1 }, (_, place) => place + 2);
    const needed = Math.floor(nodes / 2);
    t.is(votedFor(candidate, others.slice(0, needed - 1)).role, 'candidate', 'one vote is missing');
    t.is(votedFor(candidate, others.slice(0, needed)).role, 'leader', 'this vote is enough');
  });
}

test('5.2: a cluster of one is a majority of itself', (t) => {
  const election = fire(server({ nodes: 1, log: [1], term: 1 }), 'election');
  t.like(election.state, { role: 'leader', currentTerm: 2, votedFor: 1 });
  t.deepEqual(persisted(election), { currentTerm: 2, votedFor: 1, log: entries([1]) });
  t.deepEqual(sent(election), []);
  t.deepEqual(timersSet(election), [], 'alone there is nobody to send heartbeats to');
});

test('5.2: only votes count: a refusal wins nothing', (t) => {
  const candidate = server({ role: 'candidate', term: 2 });
  t.deepEqual(hear(candidate, 2, voteReply(2, false)), { state: candidate, effects: [] });
});

test('5.2: only votes "for the same term" count', (t) => {
  const candidate = server({ role: 'candidate', term: 2 });
  t.deepEqual(hear(candidate, 2, voteReply(1, true)), { state: candidate, effects: [] });
});

test('5.2: each server has one vote: a second copy of a reply is no second vote', (t) => {
  const candidate = server({ role: 'candidate', term: 2, nodes: 5 });
  const after = votedFor(candidate, [2, 2, 2, 2]);
  t.like(after, { role: 'candidate', votesGranted: setOf([1, 2]) });
});

test('5.2: votes that come after the election is over change nothing', (t) => {
  for (const role of ['follower', 'leader'] as const) {
    const before = server({ role, term: 2, votedFor: 1, nextIndex: [1, 1, 1] });
    t.deepEqual(hear(before, 3, voteReply(2, true)), { state: before, effects: [] }, role);
  }
});

test('5.2: the winner "sends heartbeat messages to all of the other servers" at once', (t) => {
  const candidate = server({ role: 'candidate', term: 2, log: [1, 1], commitIndex: 1 });
  const heartbeat = appendEntries({ leader: 1, term: 2, prev: { index: 2, term: 1 }, commit: 1 });
  const election = hear(candidate, 3, voteReply(2, true));
  t.deepEqual(
    sent(election),
    [2, 3].map((to) => ({ to, message: heartbeat })),
  );
});

test('5.2: the winner runs a heartbeat and a quorum check, and no election timeout', (t) => {
  const election = hear(server({ role: 'candidate', term: 2 }), 3, voteReply(2, true));
  t.deepEqual(timersCleared(election), ['election']);
  t.deepEqual(timersSet(election), ['heartbeat', 'quorumCheck']);
});

test('Figure 2: nextIndex starts at "leader last log index + 1", matchIndex at 0 for others', (t) => {
  const { state } = hear(
    server({ role: 'candidate', term: 2, log: [1, 1] }),
    3,
    voteReply(2, true),
  );
  t.deepEqual(state.nextIndex, [3, 3, 3].map(index));
  t.deepEqual(state.matchIndex, [2, 0, 0].map(index));
  t.is(state.heardFrom, setOf([]), 'a new leader has heard from nobody yet');
});

test('5.2: a leader starts no election', (t) => {
  const leader = server({ role: 'leader', term: 2 });
  t.deepEqual(fire(leader, 'election'), { state: leader, effects: [] });
});

for (const term of [2, 3]) {
  test(`5.2: a candidate of term 2 that hears a leader of term ${term} "returns to follower state"`, (t) => {
    const candidate = server({ role: 'candidate', term: 2, nodes: 5, votes: [1, 4] });
    const after = hear(candidate, 2, appendEntries({ leader: 2, term }));
    t.like(after.state, { role: 'follower', currentTerm: term, votesGranted: 0 });
    t.deepEqual(timersSet(after), ['election']);
  });
}

test('5.2: in the same term, the candidate that returns to follower keeps its vote', (t) => {
  const candidate = server({ role: 'candidate', term: 2 });
  t.is(hear(candidate, 2, appendEntries({ leader: 2, term: 2 })).state.votedFor, 1);
});

test('5.2: a claim of leadership in a smaller term is rejected, and the server "continues in candidate state"', (t) => {
  const candidate = server({ role: 'candidate', term: 2 });
  t.is(hear(candidate, 2, appendEntries({ leader: 2, term: 1 })).state, candidate);
});
