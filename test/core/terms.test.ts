// Terms and roles: section 5.1, and "Rules for Servers: All Servers" in Figure 2.
import test from 'ava';
import type { Message } from '../../core/messages.ts';
import type { Role } from '../../core/state.ts';
import { appendEntries, appendReply, requestVote, voteReply } from './messages.ts';
import { answer, persisted, sent, timersCleared, timersSet } from './outcome.ts';
import { booted, hear, server, term } from './servers.ts';

const ROLES: readonly Role[] = ['follower', 'candidate', 'leader'];

/** One message of each kind, from n2, in this term. */
function messagesOf(term: number): Message[] {
  return [
    requestVote(2, term),
    voteReply(term, false),
    appendEntries({ leader: 2, term }),
    appendReply(term, false, 0),
  ];
}

test('5.2: "When servers start up, they begin as followers"', (t) => {
  const { state, effects } = booted();
  t.like(state, { role: 'follower', nextIndex: null, matchIndex: null });
  t.deepEqual(effects, [{ kind: 'setTimer', timer: 'election', minMs: 400, maxMs: 550 }]);
});

test('Figure 2, State: term, commitIndex and lastApplied start at 0, without a vote or a log', (t) => {
  t.like(booted().state, {
    currentTerm: 0,
    votedFor: null,
    log: [],
    commitIndex: 0,
    lastApplied: 0,
  });
});

for (const role of ROLES) {
  test(`5.1: a ${role} whose term is smaller than the other's "updates its … term to the larger"`, (t) => {
    for (const message of messagesOf(5)) {
      const after = hear(server({ role, term: 3 }), 2, message);
      t.is(after.state.currentTerm, term(5), `on a ${message.kind}, adopt term 5`);
      t.is(persisted(after)?.currentTerm, term(5), `on a ${message.kind}, write term 5 down`);
    }
  });

  test(`5.1: a ${role} of term 3 stays in it whatever is said in term 3 or before`, (t) => {
    for (const message of [...messagesOf(3), ...messagesOf(2)]) {
      t.is(hear(server({ role, term: 3 }), 2, message).state.currentTerm, term(3), message.kind);
    }
  });

  test(`5.1: a ${role} that "receives a request with a stale term number … rejects" it`, (t) => {
    const before = server({ role, term: 3 });
    const vote = hear(before, 2, requestVote(2, 2));
    t.deepEqual(sent(vote), [{ to: 2, message: voteReply(3, false) }]);
    const append = hear(before, 2, appendEntries({ leader: 2, term: 2, terms: [2], commit: 1 }));
    t.deepEqual(sent(append), [{ to: 2, message: appendReply(3, false, 0) }]);
    t.is(vote.state, before, 'a stale request must change nothing');
    t.is(append.state, before, 'a stale request must change nothing');
    t.deepEqual([...timersSet(vote), ...timersSet(append)], [], 'nor renew a timer');
  });

  test(`5.1: a ${role} ignores replies to requests of an older term`, (t) => {
    const before = server({ role, term: 3, log: [2, 2] });
    for (const stale of [voteReply(2, true), appendReply(2, true, 1), appendReply(2, false, 1)]) {
      t.deepEqual(hear(before, 2, stale), { state: before, effects: [] }, stale.kind);
    }
  });
}

for (const role of ['candidate', 'leader'] as const) {
  test(`5.1: a ${role} whose term "is out of date … immediately reverts to follower state"`, (t) => {
    for (const message of messagesOf(4)) {
      const { state } = hear(server({ role, term: 3, log: [1, 3] }), 2, message);
      t.like(state, { role: 'follower', nextIndex: null, matchIndex: null }, message.kind);
      t.is(state.votesGranted, 0, `on a ${message.kind}, forget the votes of the old election`);
    }
  });
}

test('Figure 2: a server that adopts a term has not voted in it', (t) => {
  const votedInOldTerm = server({ term: 3, votedFor: 3, log: [3] });
  for (const message of [voteReply(4, false), requestVote(2, 4), appendReply(4, false, 0)]) {
    t.is(hear(votedInOldTerm, 2, message).state.votedFor, null, message.kind);
  }
});

test('5.1: a server answers a newer term in that term: "current terms are exchanged"', (t) => {
  const refused = hear(server({ term: 1, log: [1] }), 2, requestVote(2, 4));
  t.deepEqual(answer(refused, 'voteReply'), voteReply(4, false));
  const accepted = hear(server({ term: 1 }), 2, appendEntries({ leader: 2, term: 4 }));
  t.deepEqual(answer(accepted, 'appendReply'), appendReply(4, true, 0));
});

test('5.2: a leader that reverts to follower starts an election timeout and stops its heartbeats', (t) => {
  const after = hear(server({ role: 'leader', term: 3 }), 2, appendReply(4, false, 0));
  t.deepEqual(timersCleared(after), ['heartbeat', 'quorumCheck']);
  t.deepEqual(timersSet(after), ['election']);
});

test('5.2: a candidate that reverts without granting a vote keeps the timeout that it has', (t) => {
  const after = hear(server({ role: 'candidate', term: 3, log: [3] }), 2, requestVote(2, 4));
  t.like(after.state, { role: 'follower', votedFor: null });
  t.deepEqual(timersSet(after), []);
});
