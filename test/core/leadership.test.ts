// What a leader does by itself: heartbeats (section 5.2) and stepping down (dissertation, 6.2).
import test from 'ava';
import { LAB_TIMING, PAPER_TIMING, quorumCheckMs } from '../../core/timing.ts';
import { appendEntries, appendReply, requestVote, voteReply } from './messages.ts';
import { answer, persisted, sent, timersCleared, timersSet } from './outcome.ts';
import { fire, hear, server, setOf } from './servers.ts';

test('Leaders: send heartbeats "during idle periods to prevent election timeouts", again and again', (t) => {
  const leader = server({ role: 'leader', self: 2, nodes: 4, term: 2, log: [1] });
  const after = fire(leader, 'heartbeat');
  const message = appendEntries({ leader: 2, term: 2, prev: { index: 1, term: 1 } });
  t.deepEqual(
    sent(after),
    [1, 3, 4].map((to) => ({ to, message })),
  );
  t.is(after.state, leader);
  t.deepEqual(after.effects[0], { kind: 'setTimer', timer: 'heartbeat', minMs: 100, maxMs: 100 });
});

test('5.2: heartbeats "carry no log entries", even to a follower that lacks some', (t) => {
  const leader = server({ role: 'leader', term: 2, log: [1, 2], nextIndex: [3, 1, 2] });
  for (const { message } of sent(fire(leader, 'heartbeat'))) t.like(message, { entries: [] });
});

test('5.2: who is leader no more sends no heartbeats', (t) => {
  for (const role of ['follower', 'candidate'] as const) {
    const before = server({ role, term: 2 });
    t.deepEqual(fire(before, 'heartbeat'), { state: before, effects: [] }, role);
    t.deepEqual(fire(before, 'quorumCheck'), { state: before, effects: [] }, role);
  }
});

test('Dissertation 6.2: a leader notes who answers, be it yes or no', (t) => {
  const leader = server({ role: 'leader', term: 2, log: [2] });
  t.is(hear(leader, 2, appendReply(2, true, 1)).state.heardFrom, setOf([2]));
  t.is(hear(leader, 3, appendReply(2, false, 1)).state.heardFrom, setOf([3]));
});

test('Dissertation 6.2: everybody who answers counts, and nobody twice', (t) => {
  const leader = server({ role: 'leader', term: 2, nodes: 5 });
  const heard = [2, 4, 2].reduce((state, peer) => {
    return hear(state, peer, appendReply(2, true, 0)).state;
  }, leader);
  t.is(heard.heardFrom, setOf([2, 4]));
  t.is(fire(heard, 'quorumCheck').state.role, 'leader');
});

test('Dissertation 6.2: answers of an older term are no contact', (t) => {
  const leader = server({ role: 'leader', term: 2, log: [2] });
  t.is(hear(leader, 2, appendReply(1, true, 1)).state.heardFrom, setOf([]));
});

const CONTACTS = [
  { nodes: 2, enough: [2], tooFew: [] },
  { nodes: 3, enough: [3], tooFew: [] },
  { nodes: 4, enough: [2, 4], tooFew: [3] },
  { nodes: 5, enough: [4, 5], tooFew: [2] },
  { nodes: 7, enough: [2, 3, 4], tooFew: [2, 3] },
];

for (const { nodes, enough, tooFew } of CONTACTS) {
  test(`S9: of ${nodes} servers, a leader that heard from a quorum stays, and starts to count anew`, (t) => {
    const leader = server({ role: 'leader', term: 2, nodes, heardFrom: enough });
    const after = fire(leader, 'quorumCheck');
    t.deepEqual(after.state, { ...leader, heardFrom: setOf([]) });
    t.deepEqual(timersSet(after), ['quorumCheck']);
  });

  test(`Dissertation 6.2: of ${nodes} servers, a leader without "a majority of its cluster" steps down`, (t) => {
    const leader = server({ role: 'leader', term: 2, nodes, heardFrom: tooFew });
    const after = fire(leader, 'quorumCheck');
    t.like(after.state, { role: 'follower', nextIndex: null, matchIndex: null });
    t.deepEqual(timersCleared(after), ['heartbeat', 'quorumCheck']);
    t.deepEqual(timersSet(after), ['election']);
  });
}

test('S8: contact that ends is noticed at the second check at the latest', (t) => {
  const first = fire(server({ role: 'leader', term: 2, heardFrom: [2] }), 'quorumCheck');
  t.is(first.state.role, 'leader');
  t.is(fire(first.state, 'quorumCheck').state.role, 'follower');
});

for (const [name, timing] of Object.entries({ PAPER_TIMING, LAB_TIMING })) {
  test(`${name}: two quorum checks fit into the shortest election timeout`, (t) => {
    t.true(2 * quorumCheckMs(timing) <= timing.electionTimeoutMinMs);
    t.true(quorumCheckMs(timing) > timing.heartbeatMs, 'a heartbeat must fit between two checks');
  });

  test(`${name}: a winner and every passed check set the quorum check to half that timeout`, (t) => {
    const ms = quorumCheckMs(timing);
    const timer = { kind: 'setTimer', timer: 'quorumCheck', minMs: ms, maxMs: ms } as const;
    const winner = hear(server({ role: 'candidate', term: 2, timing }), 2, voteReply(2, true));
    t.deepEqual(winner.effects[2], timer);
    const passed = fire(server({ role: 'leader', term: 2, timing, heardFrom: [3] }), 'quorumCheck');
    t.deepEqual(passed.effects, [timer]);
  });
}

test('5.2: a leader that steps down stays in its term and keeps its vote, so it votes for no other', (t) => {
  const after = fire(server({ role: 'leader', term: 2 }), 'quorumCheck');
  t.like(after.state, { role: 'follower', currentTerm: 2, votedFor: 1 });
  t.is(persisted(after), null, 'nothing of what must survive has changed');
  const asked = hear(after.state, 2, requestVote(2, 2));
  t.deepEqual(answer(asked, 'voteReply'), voteReply(2, false));
});

test('5.2: a leader that stepped down ignores answers that come late', (t) => {
  const { state } = fire(server({ role: 'leader', term: 2, log: [2] }), 'quorumCheck');
  t.is(hear(state, 2, appendReply(2, true, 1)).state, state);
  t.is(hear(state, 2, voteReply(2, true)).state, state);
});

test('S8: a leader that rejoins "learns of the newer term from a reply" and becomes follower', (t) => {
  const rejoined = fire(server({ role: 'leader', term: 2 }), 'heartbeat');
  const [heartbeat] = sent(rejoined);
  if (heartbeat === undefined) return t.fail('a leader must send heartbeats');
  const newer = server({ self: heartbeat.to, term: 5 });
  const refusal = answer(hear(newer, 1, heartbeat.message), 'appendReply');
  const { state } = hear(rejoined.state, heartbeat.to, refusal);
  t.like(state, { role: 'follower', currentTerm: 5, votedFor: null });
});
