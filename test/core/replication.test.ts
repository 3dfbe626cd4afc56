// Replicating the log, from the leader's side: section 5.3, and "Leaders" in Figure 2.
import test from 'ava';
import { Cluster } from './cluster.ts';
import { appendEntries, appendReply } from './messages.ts';
import { kinds, persisted, sent } from './outcome.ts';
import { entries, hear, index, propose, server, term } from './servers.ts';

test('5.3: the leader "appends the command to its log as a new entry"', (t) => {
  const { state } = propose(server({ role: 'leader', term: 2, log: [1] }), 'x');
  t.deepEqual(state.log, [...entries([1]), { term: term(2), command: 'x' }]);
  t.is(state.matchIndex?.[0], index(2), 'its own log holds the entry');
});

test('5.3: … "then issues AppendEntries RPCs in parallel to each of the other servers"', (t) => {
  const leader = server({ role: 'leader', self: 2, nodes: 4, term: 2, log: [1] });
  const after = propose(leader, 'x');
  const message = {
    ...appendEntries({ leader: 2, term: 2, prev: { index: 1, term: 1 } }),
    entries: after.state.log.slice(1),
  };
  t.deepEqual(
    sent(after),
    [1, 3, 4].map((to) => ({ to, message })),
  );
});

test('Figure 2: the new entry is "updated on stable storage" before anybody hears of it', (t) => {
  const after = propose(server({ role: 'leader', term: 2, log: [1] }), 'x');
  t.deepEqual(kinds(after.effects), ['persist', 'send', 'send']);
  t.is(persisted(after)?.log, after.state.log);
});

test('5.1: followers and candidates take no commands: the leader "handles all client requests"', (t) => {
  for (const role of ['follower', 'candidate'] as const) {
    const before = server({ role, term: 2 });
    t.deepEqual(propose(before, 'x'), { state: before, effects: [] }, role);
  }
});

test('5.3: a leader that "includes the index and term of the entry … that immediately precedes"', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 2, 3], nextIndex: [4, 2, 1] });
  const [toN2, toN3] = sent(propose(leader, 'x'));
  t.like(toN2, { to: 2, message: { prevLogIndex: 1, prevLogTerm: 1 } });
  t.like(toN3, { to: 3, message: { prevLogIndex: 0, prevLogTerm: 0 } });
});

test('Leaders: a follower is sent the "log entries starting at nextIndex", old ones too', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 2], nextIndex: [3, 2, 3] });
  const [toN2, toN3] = sent(propose(leader, 'x'));
  t.like(toN2, { to: 2, message: { entries: [{ term: 2 }, { term: 3 }] } });
  t.like(toN3, { to: 3, message: { entries: [{ term: 3 }] } });
});

test('Leaders: "If successful: update nextIndex and matchIndex for follower"', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 2, 3], nextIndex: [4, 2, 2] });
  const { state } = hear(leader, 3, appendReply(3, true, 3));
  t.deepEqual(state.nextIndex, [4, 2, 4].map(index));
  t.deepEqual(state.matchIndex, [3, 0, 3].map(index));
});

test('Leaders: "fails because of log inconsistency: decrement nextIndex and retry"', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 2, 3], nextIndex: [4, 4, 4] });
  const after = hear(leader, 2, appendReply(3, false, 3));
  t.deepEqual(after.state.nextIndex, [4, 3, 4].map(index));
  const retry = appendEntries({ leader: 1, term: 3, prev: { index: 2, term: 2 }, terms: [3] });
  t.deepEqual(sent(after), [{ to: 2, message: retry }]);
});

test('5.3: "the leader retries AppendEntries RPCs indefinitely": an answer to a heartbeat starts the next try', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 3], nextIndex: [3, 2, 3] });
  const retry = appendEntries({ leader: 1, term: 3, prev: { index: 1, term: 1 }, terms: [3] });
  t.deepEqual(sent(hear(leader, 2, appendReply(3, true, 1))), [{ to: 2, message: retry }]);
});

test('5.3: a follower that has all entries is sent no more of them', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 3], matchIndex: [2, 2, 0] });
  t.deepEqual(sent(hear(leader, 2, appendReply(3, true, 2))), []);
});

test('5.5: old news changes nothing: a late success does not take matchIndex back', (t) => {
  const leader = server({
    role: 'leader',
    term: 3,
    log: [1, 2, 3],
    commitIndex: 3,
    matchIndex: [3, 3, 0],
    heardFrom: [2],
  });
  for (const match of [0, 1, 2, 3]) {
    t.is(hear(leader, 2, appendReply(3, true, match)).state, leader, `success at ${match}`);
  }
});

test('5.5: old news changes nothing: a late refusal does not take back what is known to match', (t) => {
  const leader = server({
    role: 'leader',
    term: 3,
    log: [1, 2, 3],
    nextIndex: [4, 3, 4],
    matchIndex: [3, 2, 0],
    heardFrom: [2],
  });
  for (const prev of [0, 1, 2, 3]) {
    t.is(hear(leader, 2, appendReply(3, false, prev)).state, leader, `refusal of ${prev}`);
  }
});

// Doubled messages would otherwise double with every retry, until no budget is large enough.
test('5.5: a second copy of a refusal starts no second retry', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 2, 3] });
  const once = hear(leader, 2, appendReply(3, false, 3));
  const twice = hear(once.state, 2, appendReply(3, false, 3));
  t.is(twice.state, once.state);
  t.deepEqual(sent(twice), [], 'the retry is on its way already: send nothing');
});

/** Figure 7: "any of scenarios (a-f) could occur in follower logs" when a leader comes to power. */
const FIGURE_7 = [
  { name: 'a', log: [1, 1, 1, 4, 4, 5, 5, 6, 6], refusals: 1 },
  { name: 'b', log: [1, 1, 1, 4], refusals: 6 },
  { name: 'c', log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6], refusals: 0 },
  { name: 'd', log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7], refusals: 0 },
  { name: 'e', log: [1, 1, 1, 4, 4, 4, 4], refusals: 5 },
  { name: 'f', log: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3], refusals: 7 },
];
const LEADER_LOG = [1, 1, 1, 4, 4, 5, 5, 6, 6, 6];

for (const { name, log, refusals } of FIGURE_7) {
  test(`Figure 7 (${name}): "the leader must find the latest log entry where the two logs agree"`, (t) => {
    const leader = server({ role: 'leader', term: 8, log: LEADER_LOG });
    const cluster = new Cluster([leader, server({ self: 2, term: 7, log })]);
    const letters = cluster.let(1, { kind: 'timerFired', timer: 'heartbeat' });
    const refused = letters.filter(({ message }) => 'success' in message && !message.success);
    t.is(refused.length, refusals, 'nextIndex goes down by one with every refusal');
    t.deepEqual(cluster.logOf(2).slice(0, LEADER_LOG.length), LEADER_LOG);
    cluster.let(1, { kind: 'proposed', command: 'x' });
    t.deepEqual(cluster.logOf(2), [...LEADER_LOG, 8], 'extraneous entries go with the next one');
    t.deepEqual(cluster.at(2).log, cluster.at(1).log);
  });
}

test('Figure 7: the leader of term 8 wins with the votes of a, b, e and f, and makes all logs agree', (t) => {
  const followers = FIGURE_7.map(({ log }, place) => {
    return server({ self: place + 2, nodes: 7, term: 7, log });
  });
  const cluster = new Cluster([server({ nodes: 7, term: 7, log: LEADER_LOG }), ...followers]);
  const letters = cluster.let(1, { kind: 'timerFired', timer: 'election' });
  const granted = letters.filter(({ message }) => 'voteGranted' in message && message.voteGranted);
  t.deepEqual(
    granted.map(({ from }) => from),
    [2, 3, 6, 7],
  );
  t.like(cluster.at(1), { role: 'leader', currentTerm: 8 });
  cluster.let(1, { kind: 'proposed', command: 'x' });
  for (const { identity } of followers) {
    t.deepEqual(cluster.at(identity.self).log, cluster.at(1).log, `n${identity.self}`);
  }
  t.is(cluster.at(1).commitIndex, index(11));
});
