// Granting votes: sections 5.2 and 5.4.1, and RequestVote's "Receiver implementation" in Figure 2.
import test from 'ava';
import { requestVote, voteReply } from './messages.ts';
import { answer, persisted, sent, timersSet } from './outcome.ts';
import { fire, hear, restarted, server } from './servers.ts';

test('RequestVote 2: a server grants its vote "if votedFor is null"', (t) => {
  const vote = hear(server({ term: 2 }), 2, requestVote(2, 2));
  t.is(vote.state.votedFor, 2);
  t.deepEqual(sent(vote), [{ to: 2, message: voteReply(2, true) }]);
  t.like(persisted(vote), { currentTerm: 2, votedFor: 2 });
});

test('RequestVote 2: … "or candidateId": who asks again gets the same answer, and no second write', (t) => {
  const voter = server({ term: 2, votedFor: 2 });
  const vote = hear(voter, 2, requestVote(2, 2));
  t.is(vote.state, voter);
  t.deepEqual(sent(vote), [{ to: 2, message: voteReply(2, true) }]);
  t.is(persisted(vote), null);
});

test('5.2: "at most one candidate in a given term, on a first-come-first-served basis"', (t) => {
  const first = hear(server({ term: 2 }), 2, requestVote(2, 2));
  const second = hear(first.state, 3, requestVote(3, 2));
  t.is(second.state, first.state, 'the second candidate must not change the vote');
  t.deepEqual(answer(second, 'voteReply'), voteReply(2, false));
});

test('5.2: a vote outlives a crash, so that no server votes twice in a term', (t) => {
  const voter = restarted(hear(server({ term: 2 }), 2, requestVote(2, 2)).state);
  t.like(voter, { currentTerm: 2, votedFor: 2, role: 'follower' });
  t.deepEqual(answer(hear(voter, 3, requestVote(3, 2)), 'voteReply'), voteReply(2, false));
});

for (const role of ['candidate', 'leader'] as const) {
  test(`5.2: a ${role} has voted for itself, and for nobody else in its term`, (t) => {
    const before = server({ role, term: 2 });
    const refusal = hear(before, 2, requestVote(2, 2, { index: 9, term: 9 }));
    t.is(refusal.state, before);
    t.deepEqual(answer(refusal, 'voteReply'), voteReply(2, false));
  });

  test(`5.2: a ${role} may vote for another in a higher term, as a follower`, (t) => {
    const vote = hear(server({ role, term: 2 }), 2, requestVote(2, 3));
    t.like(vote.state, { role: 'follower', currentTerm: 3, votedFor: 2 });
    t.deepEqual(answer(vote, 'voteReply'), voteReply(3, true));
  });
}

test('5.2: a new term is a new vote', (t) => {
  const vote = hear(server({ term: 2, votedFor: 3 }), 2, requestVote(2, 3));
  t.like(vote.state, { currentTerm: 3, votedFor: 2 });
  t.like(persisted(vote), { currentTerm: 3, votedFor: 2 });
});

test('5.2: the voter adopts the term of a candidate that it refuses', (t) => {
  const refusal = hear(server({ term: 2, votedFor: 3, log: [2] }), 2, requestVote(2, 3));
  t.like(refusal.state, { currentTerm: 3, votedFor: null });
  t.deepEqual(answer(refusal, 'voteReply'), voteReply(3, false));
});

test('Followers: "granting vote to candidate" renews the election timeout, refusing does not', (t) => {
  t.deepEqual(timersSet(hear(server({ term: 2 }), 2, requestVote(2, 2))), ['election']);
  t.deepEqual(timersSet(hear(server({ term: 2, votedFor: 3 }), 2, requestVote(2, 2))), []);
  t.deepEqual(timersSet(hear(server({ term: 2, log: [2] }), 2, requestVote(2, 3))), []);
});

test('5.2: a candidate asks with the end of its own log, which 5.4.1 compares', (t) => {
  const [request] = sent(fire(server({ term: 3, log: [1, 1, 3] }), 'election'));
  t.deepEqual(request?.message, requestVote(1, 4, { index: 3, term: 3 }));
});

const CONTESTS = [
  { voter: [], index: 0, term: 0, granted: true, why: 'both logs are empty' },
  { voter: [1, 1], index: 2, term: 1, granted: true, why: 'both logs end alike' },
  { voter: [1, 1], index: 3, term: 1, granted: true, why: 'same last term, longer' },
  { voter: [1, 1], index: 1, term: 1, granted: false, why: 'same last term, shorter' },
  { voter: [1, 1, 1], index: 1, term: 2, granted: true, why: 'later last term, shorter' },
  { voter: [1, 2], index: 2, term: 1, granted: false, why: 'earlier last term, as long' },
  { voter: [1, 2], index: 9, term: 1, granted: false, why: 'earlier last term, longer' },
  { voter: [1], index: 0, term: 0, granted: false, why: 'the candidate has nothing' },
] as const;

for (const { voter, index, term, granted, why } of CONTESTS) {
  const rule = granted
    ? 'a candidate as "up-to-date"'
    : 'the voter\'s "own log is more up-to-date"';
  test(`5.4.1: ${rule}: the vote is ${granted ? 'granted' : 'denied'} (${why})`, (t) => {
    const after = hear(server({ term: 3, log: voter }), 2, requestVote(2, 4, { index, term }));
    t.is(answer(after, 'voteReply').voteGranted, granted);
    t.is(after.state.votedFor, granted ? 2 : null);
  });
}
